import type { Browser, Page } from 'playwright-core';

/** A page of which nothing that goes wrong is lost. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, violations of the Content-Security-Policy among them. */
  readonly complaints: string[];
  /** Addresses on other hosts than the page's own that it asked for. */
  readonly foreignRequests: (own: string) => string[];
}

export async function watchedPage(
  browser: Browser,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requested: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requested.push(request.url()));
  return {
    page,
    complaints,
    foreignRequests: (own) => requested.filter((url) => !url.startsWith(own) && !url.startsWith('data:')),
  };
}
