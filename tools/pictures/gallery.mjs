/**
 * Renders the images of docs/reference/gallery.md from the corpus, and writes the page. Run it after a build when the corpus or
 * the renderer has changed: `npm run pictures`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SECTIONS } from './gallery-sections.mjs';

// The canvas reads this when it is loaded, hence the dynamic imports: system fonts must not be used.
process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
const built = '../../dist/src';
const { readUserChart } = await import(`${built}/user-charts/user-chart.js`);
const { drawPicture } = await import(`${built}/rendering/embedded/draw-picture.js`);

const SIZE = { widthPx: 600, heightPx: 360, pixelRatio: 1 };
const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 32, maxPoints: 50_000 };
const MAX_SOURCE_LENGTH = 4_000;

const root = new URL('../../', import.meta.url);
const pictures = new URL('docs/pictures/gallery/', root);
mkdirSync(pictures, { recursive: true });

const parts = [];
for (const { title, charts } of SECTIONS) {
  parts.push(`## ${title}`);
  for (const [name, sentence] of charts) parts.push(await entryOf(name, sentence));
}
writeFileSync(new URL('docs/reference/gallery.md', root), `${[introduction(), ...parts].join('\n\n')}\n`);
console.log('wrote docs/reference/gallery.md');

function introduction() {
  return `# Gallery

Charts that the agent renders for \`POST /chart\`, here at 600 x 360 pixels on white. They are part of the corpus in
[test/http/corpus](../../test/http/corpus), which the tests render in every format.`;
}

/** Renders a chart, and returns its paragraph. */
async function entryOf(name, sentence) {
  const chart = readFileSync(new URL(`test/http/corpus/specs/${name}.chart`, root), 'utf8').trim();
  const version = name.slice(1, 2);
  const { spec } = readUserChart({ chart, version, background: 'white' }, LIMITS);
  const file = `${name.replace('/', '-')}.png`;
  writeFileSync(new URL(file, pictures), await drawPicture({ spec, format: 'png', ...SIZE }));
  console.log(`wrote docs/pictures/gallery/${file}`);

  return `${sentence}

![${altTextOf(spec)}](../pictures/gallery/${file})

${sourceOf(name, chart, version)}`;
}

/** The description of an image in one line without Markdown syntax. */
function altTextOf({ description }) {
  return description.replace(/\s+/g, ' ').replace(/[[\]\\`*_<>]/g, '');
}

function sourceOf(name, chart, version) {
  if (chart.length > MAX_SOURCE_LENGTH) {
    return `The specification is in [${name}.chart](../../test/http/corpus/specs/${name}.chart).`;
  }
  return `<details><summary>Specification, version ${version}</summary>

\`\`\`js
${chart}
\`\`\`

</details>`;
}
