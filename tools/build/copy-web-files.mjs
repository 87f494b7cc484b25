// Copies the page's files that need no compilation next to its compiled script.
import { copyFileSync } from 'node:fs';

for (const name of ['page.css', 'icon.svg']) {
  copyFileSync(
    new URL(`../../web/${name}`, import.meta.url),
    new URL(`../../dist/web/${name}`, import.meta.url),
  );
}
