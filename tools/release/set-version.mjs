/**
 * Sets the version of a release where it is written by hand: the package, the chart, the Dockerfile and the commands of the
 * documents. Also names the section Unreleased of CHANGELOG.md after it.
 *
 *   node tools/release/set-version.mjs VERSION     in the root of the repository
 *
 * Generated files follow with `npm run generate && npm run manifests`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SEMVER = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

const [version] = process.argv.slice(2);
if (!SEMVER.test(version)) throw new Error(`Expected a version such as 0.2.0 but received ${version}`);
const previous = JSON.parse(readFileSync('package.json', 'utf8')).version;
const old = previous.replaceAll('.', '\\.');
const today = new Date().toISOString().slice(0, 10);

replace('package.json', new RegExp(`(?<="version": ")${old}`), version);
const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
lockfile.version = lockfile.packages[''].version = version;
writeFileSync('package-lock.json', `${JSON.stringify(lockfile, undefined, 2)}\n`);
replace('charts/k8s-app-monitor/Chart.yaml', /(?<=^version: ).*$/m, version);
replace('charts/k8s-app-monitor/Chart.yaml', /(?<=^appVersion: ).*$/m, version);
replace('Dockerfile', /(?<=^ARG VERSION=).*$/m, version);
replace('CHANGELOG.md', /^## \[Unreleased\]$/m, `## [Unreleased]\n\n## [${version}] - ${today}`);

// In documents, only the tags of the images: other versions are examples.
const tags = new RegExp(`(?<=\\bk8s-app-monitor-(test|agent):|\\bTAG=)${old}(?![\\w.-])`, 'g');
for (const file of documents()) {
  const content = readFileSync(file, 'utf8');
  writeFileSync(file, content.replace(tags, version));
}

function replace(file, pattern, by) {
  const content = readFileSync(file, 'utf8');
  if (!pattern.test(content)) throw new Error(`Expected ${file} to contain ${pattern}`);
  writeFileSync(file, content.replace(pattern, by));
}

function documents() {
  const nested = ['docs', 'deploy', 'examples'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((file) => join(folder, file)),
  );
  return ['README.md', ...nested].filter((file) => file.endsWith('.md'));
}
