import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

const STYLE = readFileSync(new URL('page.css', import.meta.url), 'utf8');
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const TYPES = { '.png': 'image/png', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.jpg': 'image/jpeg' };

/**
 * A page that needs no other file.
 *
 * @param {{suites: import('./reporter.mjs').Suite[], startedAt: Date, picture: (name: string) => Buffer}} content
 */
export function page({ suites, startedAt, picture }) {
  const tests = suites.flatMap((suite) => suite.tests);
  const count = (state) => tests.filter((test) => test.state === state).length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>k8s-app-monitor on a real cluster</title>
<style>
${STYLE}</style>
</head>
<body>
<header>
<h1>k8s-app-monitor on a real cluster</h1>
<p>${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped; started at
<time datetime="${startedAt.toISOString()}">${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
</header>
<main>
${suites.map((suite) => section(suite, picture)).join('\n')}
</main>
</body>
</html>
`;
}

function section({ file, skipped, tests }, picture) {
  const reasons = skipped.map((why) => `<li>Skipped: ${escaped(why)}</li>`).join('\n');
  return `<section>
<h2>${escaped(file)}</h2>
${reasons === '' ? '' : `<ul class="reasons">\n${reasons}\n</ul>`}
${tests.map((test) => article(test, picture)).join('\n')}
</section>`;
}

function article({ name, state, durationMs, failures, sentences, pictures }, picture) {
  const proved = sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join('\n');
  return `<article class="${state}">
<h3>${escaped(name)}</h3>
<p class="state">${state}${state === 'skipped' ? '' : `, ${(durationMs / 1000).toFixed(1)} s`}</p>
${proved === '' ? '' : `<ul>\n${proved}\n</ul>`}
${failures.map((text) => `<pre>${escaped(text)}</pre>`).join('\n')}
${pictures.map((file) => figure(file, picture(file))).join('\n')}
</article>`;
}

function figure(file, bytes) {
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const source = `data:${type};base64,${bytes.toString('base64')}`;
  return `<figure><img src="${source}" alt="${escaped(file)}" loading="lazy"><figcaption>${escaped(file)}</figcaption></figure>`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
}
