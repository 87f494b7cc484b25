import type { Browser, Page } from 'playwright-core';

/** A page of which nothing that goes wrong is lost. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, violations of the Content-Security-Policy among them. */
  readonly complaints: string[];
  /** Addresses that it asked for and that are not on its own host: there must be none. */
  readonly foreignRequests: (own: string) => string[];
  /** How often a document was loaded into it, the first included. */
  readonly loads: () => number;
}

export async function watchedPage(
  browser: Browser,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requested: string[] = [];
  let loads = 0;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  context.on('request', (request) => requested.push(request.url()));
  page.on('load', () => (loads += 1));
  return {
    page,
    complaints,
    // A blob's address names the host whose page made it; what lies in the page itself names none.
    foreignRequests: (own) =>
      requested.filter((url) => !url.startsWith('data:') && new URL(url).origin !== new URL(own).origin),
    loads: () => loads,
  };
}
