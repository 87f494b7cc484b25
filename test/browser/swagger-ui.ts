import type { Page } from 'playwright-core';

const PATIENT = { timeout: 60_000 };

/** Opens an operation in Swagger UI and clicks "Execute"; returns the status and the address that it shows. */
export async function execute(page: Page, operation: string) {
  const block = page.locator(`[id$="-${operation}"].opblock`);
  await block.locator('.opblock-summary-control').click(PATIENT);
  // The document enables "Try it out" by default.
  await block.locator('button.execute').click(PATIENT);
  const status = block.locator('.live-responses-table .response .response-col_status').first();
  await status.waitFor(PATIENT);
  return {
    status: Number.parseInt((await status.textContent()) ?? '', 10),
    address: ((await block.locator('.request-url pre').textContent()) ?? '').trim(),
  };
}
