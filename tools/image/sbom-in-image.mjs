// Runs in an image: prints the software that it holds as JSON.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DPKG_STATUS = '/var/lib/dpkg/status';

const npm = packageFolders('/app').map((folder) => {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name}@${version}`;
});
const debian = (existsSync(DPKG_STATUS) ? readFileSync(DPKG_STATUS, 'utf8') : '')
  .split('\n\n')
  .filter((paragraph) => paragraph.trim() !== '')
  .map((paragraph) => ({
    name: field(paragraph, 'Package'),
    version: field(paragraph, 'Version'),
    architecture: field(paragraph, 'Architecture'),
  }));
console.log(JSON.stringify({ npm: [...new Set(npm)].sort(), debian, node: process.versions.node }));

/** `/app/node_modules/a`, `/app/node_modules/@b/c`, `/app/node_modules/a/node_modules/d` … */
function packageFolders(parent) {
  const modules = join(parent, 'node_modules');
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((rest) => join(name, rest)) : [name],
    )
    .flatMap((name) => [join(modules, name), ...packageFolders(join(modules, name))]);
}

function field(paragraph, name) {
  return new RegExp(`^${name}: (.+)$`, 'm').exec(paragraph)[1];
}
