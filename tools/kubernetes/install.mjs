/**
 * Puts the chart's tools into `.tools/bin` and the schemas for kubeconform into `.tools/schemas`, and prints a line for
 * each. A tool of the right version on the PATH is linked. The others are built, which needs Go, takes some minutes the
 * first time, and is skipped after that.
 *
 *   node tools/kubernetes/install.mjs [TOOL…]     an optional tool (istioctl) is built only if it is named
 *
 * Exit codes: 0 - all are installed; 3 - something is not available here, and stderr says what in one line.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { goInstall, goVersion } from './go.mjs';
import { BIN, BUILT, link, moveIntoPlace, unfinished } from './folders.mjs';
import { linkSchemas, makeSchemas, schemasExist } from './schemas.mjs';
import { TOOLS } from './tools.mjs';

const named = process.argv.slice(2);
const hasGo = goVersion() !== undefined;
const missing = [];
const notForTheChart = TOOLS.filter((tool) => tool.isForWorkflows).map(({ name }) => name);

for (const tool of TOOLS) attempt(tool.name, () => install(tool));
attempt('the schemas for kubeconform', () => {
  if (!schemasExist()) {
    requireGo();
    makeSchemas();
  }
  linkSchemas();
  console.log('schemas: present');
});

if (missing.length > 0) {
  const remedy = hasGo ? 'Fix that' : 'Install Go 1.26 or later (https://go.dev/dl/)';
  console.error(
    `The chart suites cannot run here. Missing: ${missing.join(', ')}. ${remedy}, then run: npm run chart:tools`,
  );
  process.exitCode = 3;
}

function attempt(name, action) {
  try {
    action();
  } catch (error) {
    if (notForTheChart.includes(name)) console.log(`${name}: not available: ${error.message}`);
    else missing.push(hasGo ? `${name} (${error.message})` : name);
  }
}

function requireGo() {
  if (!hasGo) throw new Error('Go is not installed');
}

function install(tool) {
  const found = existsSync(builtPath(tool)) ? builtPath(tool) : pathOf(tool);
  if (found === undefined && tool.optional && !named.includes(tool.name)) {
    console.log(
      `${tool.name}: optional, not installed; to build it: node tools/kubernetes/install.mjs ${tool.name}`,
    );
    return;
  }
  if (found === undefined) {
    requireGo();
    console.log(`${tool.name}: building, which takes minutes the first time`);
    build(tool);
  }
  link(found ?? builtPath(tool), join(BIN, tool.name));
  console.log(`${tool.name}: ${found ?? 'built'}`);
}

/** The file of the tool on the PATH, if it has the pinned version. Links are resolved: `.tools/bin` can be on the PATH. */
function pathOf(tool) {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, tool.name))
    .find((path) => existsSync(path) && hasVersion(path, tool));
  return path && realpathSync(path);
}

function hasVersion(path, tool) {
  if (tool.versionArgs === undefined) return readFileSync(path).includes(tool.version);
  const { stdout, stderr } = spawnSync(path, tool.versionArgs, { encoding: 'utf8', timeout: 30_000 });
  return `${stdout ?? ''}${stderr ?? ''}`.includes(tool.version);
}

/** Where the tool is once it is built; each version and set of build options has a separate folder. */
function builtPath(tool) {
  return join(folderOf(tool), tool.name);
}

/** @throws Error with the last lines that Go printed */
function build(tool) {
  const folder = unfinished(folderOf(tool));
  mkdirSync(folder);
  const linked = Object.entries(tool.linked).map(([name, value]) => `-X ${name}=${value}`);
  const module = tool.folder && { args: ['-mod=readonly'], folder: join(import.meta.dirname, tool.folder) };
  try {
    goInstall([...(module?.args ?? []), '-ldflags', ['-s', '-w', ...linked].join(' '), tool.package], {
      folder: module?.folder,
      into: folder,
    });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  moveIntoPlace(folder, folderOf(tool));
}

function folderOf(tool) {
  const recipe = createHash('sha256').update(JSON.stringify(tool));
  for (const file of ['go.mod', 'go.sum']) {
    const path = join(import.meta.dirname, tool.folder ?? '', file);
    if (tool.folder && existsSync(path)) recipe.update(readFileSync(path));
  }
  return join(BUILT, `${tool.name}-${recipe.digest('hex').slice(0, 12)}`);
}
