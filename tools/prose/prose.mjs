/**
 * Checks the English of the documents, the chart and the code against vocabulary.yml.
 *
 * usage: npm run prose
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLinter, loadTextlintrc } from 'textlint';
import { masked, passagesOfTemplate, passagesOfTypeScript, passagesOfYaml } from './passages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const descriptor = await loadTextlintrc({ configFilePath: `${root}.textlintrc.json` });
const linter = createLinter({ descriptor, cwd: root });

const FOLDERS = ['apps', 'charts', 'deploy', 'docs', 'examples', 'scenarios', 'src', 'tools/chart', 'web'];
// Checked in the files that it is generated from.
const GENERATED = /^charts\/[^/]+\/README\.md$/;
const MARKDOWN = /\.md(\.gotmpl)?$/;
const TEMPLATE = /^charts\/[^/]+\/templates\/.*\.(tpl|yaml|txt)$/;
const YAML = /^(charts|examples|scenarios|tools\/chart|deploy\/values)\/.*\.ya?ml$|^docker-compose\.yaml$/;
const TYPESCRIPT = /^(src|apps|web)\/.*(?<!\.spec)\.ts$/;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = [];
  for (const file of filesOfTheProject()) {
    findings.push(...(await findingsIn(file, readFileSync(root + file, 'utf8'))));
  }
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) {
    console.error(`${findings.length} phrases to replace, by tools/prose/vocabulary.yml`);
    process.exitCode = 1;
  }
}

/** Lines such as `docs/explanation/helm-chart.md:3:14: "beneath" -> "under"`; none for a file that is not checked. */
export async function findingsIn(file, text) {
  const prose = proseOf(file, text);
  if (prose === undefined) return [];
  const { messages } = await linter.lintText(prose, MARKDOWN.test(file) ? 'prose.md' : 'prose.txt');
  return messages.map(({ message, range: [offset] }) => {
    const [found, instead] = message.split(' => ');
    return `${file}:${position(text, offset)}: "${found.replace(/\s+/g, ' ')}" -> "${instead}"`;
  });
}

function proseOf(file, text) {
  if (GENERATED.test(file)) return undefined;
  if (MARKDOWN.test(file)) return text;
  if (TEMPLATE.test(file)) return masked(text, passagesOfTemplate(text));
  if (YAML.test(file)) return masked(text, passagesOfYaml(text));
  if (TYPESCRIPT.test(file)) return masked(text, passagesOfTypeScript(text));
  return undefined;
}

function filesOfTheProject() {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true }).map((name) => `${folder}/${name}`),
  );
  return [...readdirSync(root), ...inFolders].filter((file) => statSync(root + file).isFile());
}

function position(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1).length + 1}`;
}
