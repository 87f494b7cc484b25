import { describe } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executablePath = process.env['CHROMIUM_PATH'] || USUAL_PATHS.find((path) => existsSync(path));
const isRequired = process.env['CI'] === 'true';

/** `describe` where a Chromium is installed. Elsewhere the suite is skipped and says why; CI must have one. */
export const describeInBrowser = executablePath === undefined && !isRequired ? describe.skip : describe;
if (executablePath === undefined)
  process.stderr.write('No Chromium here (CHROMIUM_PATH names one): browser suites cannot run.\n');

/** @param further - arguments of the browser beside those that every test has */
export function launchChromium(further: readonly string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error('Expected a Chromium in CHROMIUM_PATH or a usual place');
  return chromium.launch({
    executablePath,
    // Without them the browser asks its maker's hosts for components and updates. The sandbox needs a user
    // other than root, which containers and CI seldom have.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...further,
    ],
  });
}
