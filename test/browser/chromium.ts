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

/** `describe` with an installed Chromium. Without one the suite is skipped with a message; CI must have one. */
export const describeInBrowser = executablePath === undefined && !isRequired ? describe.skip : describe;
if (executablePath === undefined)
  process.stderr.write('No Chromium found (set CHROMIUM_PATH to one): browser suites cannot run.\n');

/** @param further - arguments of the browser in addition to those of every test */
export function launchChromium(further: readonly string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error('Expected a Chromium in CHROMIUM_PATH or a usual path');
  return chromium.launch({
    executablePath,
    // Otherwise the browser requests components and updates from its vendor's hosts. The sandbox needs a user
    // other than root, which containers and CI rarely have.
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
