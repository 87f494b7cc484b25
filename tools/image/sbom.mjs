/**
 * Writes the bill of materials (CycloneDX, JSON) of each given image into a folder, as `<image>.cdx.json`.
 *
 * usage: node tools/image/sbom.mjs <folder> <image>...
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inImage = readFileSync(new URL('sbom-in-image.mjs', import.meta.url), 'utf8');

const [folder, ...images] = process.argv.slice(2);
if (images.length === 0) throw new Error('Expected a folder and the names of images as arguments');
const ofProject = run('npm', 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx');
mkdirSync(folder, { recursive: true });
for (const image of images) {
  const node = ['--network', 'none', '--entrypoint', 'node', image, '--input-type=module', '--eval', inImage];
  const bill = billOf(ofProject, image, run('docker', 'run', '--rm', ...node));
  // `registry/name:tag`
  const file = join(folder, `${image.replace(/^.*\//, '').replace(/:.*$/, '')}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(bill, undefined, 2)}\n`);
  console.log(`${file}: ${bill.components.length} components`);
}

function run(command, ...args) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  return JSON.parse(execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, stdio }));
}

/**
 * The bill of one image: the project's npm packages that are in the image, Node.js, and the Debian packages in it.
 *
 * @param ofProject - the output of `npm sbom --sbom-format cyclonedx`
 * @param image - its name
 * @param held - the output of sbom-in-image.mjs in the image
 * @throws Error if the image holds a package that is not in npm's list
 * @see https://cyclonedx.org/docs/1.5/json
 */
function billOf(ofProject, image, held) {
  const unknown = held.npm.filter((ref) => !ofProject.components.some((known) => known['bom-ref'] === ref));
  if (unknown.length > 0)
    throw new Error(`npm sbom does not know ${unknown.join(', ')}, which ${image} holds`);

  const own = ofProject.metadata.component;
  const project = own['bom-ref'];
  const npm = ofProject.components.filter((component) => held.npm.includes(component['bom-ref']));
  const system = [nodeComponent(held.node), ...held.debian.map(debianComponent)];
  const refs = new Set([project, ...[...npm, ...system].map((component) => component['bom-ref'])]);
  return {
    ...ofProject,
    serialNumber: `urn:uuid:${randomUUID()}`,
    metadata: {
      ...ofProject.metadata,
      lifecycles: [{ phase: 'post-build' }],
      component: { ...own, type: 'container', name: image },
    },
    components: [...npm, ...system],
    dependencies: [
      ...ofProject.dependencies.filter(({ ref }) => refs.has(ref)).map((entry) => onlyOn(entry, refs)),
      ...system.map((component) => ({ ref: component['bom-ref'], dependsOn: [] })),
    ],
  };
}

function onlyOn({ ref, dependsOn }, refs) {
  return { ref, dependsOn: dependsOn.filter((other) => refs.has(other)) };
}

function nodeComponent(version) {
  const purl = `pkg:generic/node@${version}`;
  const license = { license: { id: 'MIT' } };
  return { 'bom-ref': purl, type: 'platform', name: 'node', version, purl, licenses: [license] };
}

function debianComponent({ name, version, architecture }) {
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
  return { 'bom-ref': purl, type: 'library', name, version, purl };
}
