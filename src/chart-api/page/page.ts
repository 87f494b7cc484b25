import { html, type SafeHtml } from '../../platform/html/html.js';

// Without scripts the whole page is loaded again; often enough to follow, seldom enough to read.
const RELOAD_SECONDS = 5;

/** Where the page's picture can be had by itself. */
export interface PictureLinks {
  readonly png: string;
  readonly svg: string;
}

/**
 * The page around its content. Every address in it is relative to `baseHref`.
 *
 * @param content - what `web/page.ts` replaces at each refresh
 */
export function page(baseHref: string, links: PictureLinks, content: SafeHtml): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <base href="${baseHref}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>k8s-app-monitor</title>
        <link rel="icon" href="assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="assets/page.css" />
        <script src="assets/page.js" type="module"></script>
        <noscript><meta http-equiv="refresh" content="${RELOAD_SECONDS}" /></noscript>
      </head>
      <body>
        <header><h1>k8s-app-monitor</h1></header>
        <main id="content">${content}</main>
        <p id="connection" role="status"></p>
        <footer>
          <nav aria-label="More">
            <a href="${links.png}">PNG</a>
            <a href="${links.svg}">SVG</a>
            <a href="docs">API</a>
            <a href="api.html">API on one page</a>
          </nav>
        </footer>
      </body>
    </html>`.text;
}
