import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page that records everything that goes wrong. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings in the console, including violations of the Content-Security-Policy. */
  readonly problems: string[];
  /** Requests to other hosts: there must be none. */
  readonly foreignRequests: (own: string) => string[];
  /** How many times a document was loaded, including the first. */
  readonly loads: () => number;
}

export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  const requested: string[] = [];
  let loads = 0;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  context.on('request', (request) => requested.push(request.url()));
  page.on('load', () => (loads += 1));
  return {
    page,
    problems,
    // A blob URL names the host of its page; a data URL names no host.
    foreignRequests: (own) =>
      requested.filter((url) => !url.startsWith('data:') && new URL(url).origin !== new URL(own).origin),
    loads: () => loads,
  };
}
