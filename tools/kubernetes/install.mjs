/**
 * Puts the chart's tools into `.tools/bin` and the schemas for kubeconform into `.tools/schemas`, with a line for
 * each. A tool of the right version on the PATH is linked; the others are built, which takes Go and some minutes
 * the first time, and answers at once after that.
 *
 *   node tools/kubernetes/install.mjs [TOOL…]     an optional tool (istioctl) is built only where it is named
 *
 * Exit codes: 0 - all are there; 3 - something cannot be had here, and stderr says what in one line.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, builtPath } from './build-tool.mjs';
import { onThePath } from './find-tool.mjs';
import { goVersion } from './go.mjs';
import { BIN, link } from './places.mjs';
import { linkSchemas, makeSchemas, schemasAreThere } from './schemas/make-schemas.mjs';
import { TOOLS } from './tools.mjs';

const named = process.argv.slice(2);
const hasGo = goVersion() !== undefined;
const missing = [];

for (const tool of TOOLS) attempt(tool.name, () => install(tool));
attempt('the schemas for kubeconform', () => {
  if (!schemasAreThere()) whereGoIs(makeSchemas);
  linkSchemas();
  console.log('schemas: present');
});

if (missing.length > 0) {
  const remedy = hasGo ? 'Mend that' : 'Install Go 1.26 or later (https://go.dev/dl/)';
  console.error(
    `The chart's suites cannot run here, for want of ${missing.join(', ')}. ${remedy}, then: npm run chart:tools`,
  );
  process.exitCode = 3;
}

function attempt(name, action) {
  try {
    action();
  } catch (error) {
    missing.push(hasGo ? `${name} (${error.message})` : name);
  }
}

function whereGoIs(action) {
  if (!hasGo) throw new Error('there is no Go');
  action();
}

function install(tool) {
  const found = existsSync(builtPath(tool)) ? builtPath(tool) : onThePath(tool);
  if (found === undefined && tool.optional && !named.includes(tool.name)) {
    console.log(`${tool.name}: not at hand; node tools/kubernetes/install.mjs ${tool.name} builds it`);
    return;
  }
  if (found === undefined) {
    whereGoIs(() => {
      console.log(`${tool.name}: building, which takes minutes the first time`);
      build(tool);
    });
  }
  link(found ?? builtPath(tool), join(BIN, tool.name));
  console.log(`${tool.name}: ${found ?? 'built'}`);
}
