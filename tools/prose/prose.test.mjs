import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn } from './prose.mjs';

const UNDER = '"beneath" -> "under"';

const planted = {
  'Markdown text': ['docs/x.md', '# A\n\nIt answers beneath a path.\n', [`3:12: ${UNDER}`]],
  'a cell of a Markdown table': ['README.md', '| a |\n| - |\n| go beneath |\n', [`3:6: ${UNDER}`]],
  'a phrase that a noun does not follow': [
    'docs/x.md',
    'A thread of its own in a pod.\n\nOne of its own.\n',
    ['1:10', '3:5'].map((position) => `${position}: "of its own" -> "its own, separate"`),
  ],
  'the text of a Markdown link': ['CHANGELOG.md', 'See [what is beneath](docs/x.md).\n', [`1:14: ${UNDER}`]],
  "the template of the chart's README": [
    'charts/c/README.md.gotmpl',
    '{{ .Version }}\n\nbeneath it\n',
    [`3:1: ${UNDER}`],
  ],
  'a comment in values': [
    'charts/c/values.yaml',
    'a:\n  # -- Paths beneath it.\n  b: 1\n',
    [`2:14: ${UNDER}`],
  ],
  'a description in the schema of the values': [
    'tools/chart/values-schema/source/x.yaml',
    "Path: { type: string, description: 'A path beneath it.' }\n",
    [`1:44: ${UNDER}`],
  ],
  'a text block in YAML': [
    'charts/c/tests/x_test.yaml',
    'a: |\n  Go there,\n  beneath it.\n',
    [`3:3: ${UNDER}`],
  ],
  'a comment in a scenario': ['scenarios/x.yaml', 'a: 1 # beneath it\n', [`1:8: ${UNDER}`]],
  'a sentence that a template fails with': [
    'charts/c/templates/x.yaml',
    '{{- define "x" }}\n{{ .a }} is beneath it.\n{{- fail "go beneath" }}\n{{- end }}',
    [`2:13: ${UNDER}`, `3:14: ${UNDER}`],
  ],
  'a comment in a template': [
    'charts/c/templates/_x.tpl',
    '{{/* What is beneath. */}}\n',
    [`1:14: ${UNDER}`],
  ],
  'the notes of the chart': ['charts/c/templates/NOTES.txt', 'It is beneath.\n', [`1:7: ${UNDER}`]],
  'a string in the code': ['src/a/b.ts', "throw new Error('not beneath it');\n", [`1:22: ${UNDER}`]],
  'each part of a template literal': [
    'apps/a.ts',
    'f(`go beneath ${a} or beneath ${b} it`);\n',
    [`1:7: ${UNDER}`, `1:23: ${UNDER}`],
  ],
  'a comment in the code': [
    'web/page.ts',
    'f(1); // what is beneath\n/** beneath it */\nconst a = 1;\n',
    [`1:18: ${UNDER}`, `2:5: ${UNDER}`],
  ],
  'a phrase that wraps': [
    'src/a.ts',
    '/**\n * Reads it to its\n * end.\n */\nf();\n',
    ['2:13: "to its end" -> "completely"'],
  ],
  'a phrase that wraps in line comments': [
    'src/a.ts',
    '// Reads it to its\n  // end.\nf();\n',
    ['1:13: "to its end" -> "completely"'],
  ],
  'a phrase that wraps in a comment of values': [
    'charts/c/values.yaml',
    'a:\n  # -- Read to\n  # its end.\n  b: 1\n',
    ['2:13: "to its end" -> "completely"'],
  ],
};

for (const [where, [file, text, expected]] of Object.entries(planted)) {
  test(`finds a word in ${where}`, async () => {
    assert.deepEqual(
      await findingsIn(file, text),
      expected.map((finding) => `${file}:${finding}`),
    );
  });
}

const allowed = {
  'plain English': ['docs/x.md', 'The agent answers under each path, with SEED instead of its own seed.\n'],
  'a code span': ['docs/x.md', 'The method `beneath()`.\n'],
  'a code span in a comment': ['src/a.ts', '// Calls `beneath` first.\nf();\n'],
  'names in the code': ['src/a.ts', "import { beneath } from './beneath.js';\nbeneath('beneath');\n"],
  'the actions of a template': ['charts/c/templates/x.yaml', '{{ include "beneath" $beneath }}\n'],
  'a generated file': ['charts/c/README.md', 'It is beneath.\n'],
  'a spec': ['src/a.spec.ts', "it('goes beneath it', f);\n"],
};

for (const [what, [file, text]] of Object.entries(allowed)) {
  test(`allows ${what}`, async () => assert.deepEqual(await findingsIn(file, text), []));
}
