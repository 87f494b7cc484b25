/** The style of the API page: light and dark, for phones, wide screens and paper. */
export const apiPageStyle = `
:root {
  color-scheme: light dark;
  --accent: #0b5fa5;
  --muted: color-mix(in srgb, currentColor 72%, transparent);
  --line: color-mix(in srgb, currentColor 18%, transparent);
  --shade: color-mix(in srgb, currentColor 6%, transparent);
}
@media (prefers-color-scheme: dark) { :root { --accent: #7cc0ff; } }
*, ::before, ::after { box-sizing: border-box; }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; overflow-wrap: anywhere; padding: 0 1rem 3rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { border-radius: 0.2rem; outline: 3px solid var(--accent); outline-offset: 2px; }
h1, h2, h3, h4, p, dl, dd, ul { margin: 0; }
h1 { font-size: 2rem; line-height: 1.25; margin-bottom: 0.5rem; }
h1 small { color: var(--muted); font-size: 1rem; font-weight: normal; white-space: nowrap; }
h2 { font-size: 1.5rem; margin: 3rem 0 1rem; }
h3 { font-size: 1.125rem; line-height: 1.5; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
h4 { font-size: 0.9375rem; margin: 1.5rem 0 0.5rem; }
p + p, p + ul, ul + p { margin-top: 0.5rem; }
header { border-bottom: 1px solid var(--line); padding: 2rem 0 1.5rem; }
header p { max-width: 46rem; }
code, pre { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Consolas, monospace; }
:not(pre) > code { background: var(--shade); border-radius: 0.25rem; padding: 0.1em 0.3em; }
pre { background: var(--shade); border-radius: 0.375rem; margin: 0.5rem 0; max-height: 30rem; overflow: auto; overflow-wrap: normal; padding: 0.75rem; }
nav ul { columns: 18rem; list-style: none; padding: 0; }
nav li { break-inside: avoid; }
nav h2 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
nav a { display: block; padding: 0.15rem 0; text-decoration: none; }
nav small { color: color-mix(in srgb, CanvasText 72%, transparent); display: block; font: 0.75rem/1.4 ui-monospace, SFMono-Regular, Consolas, monospace; }
nav a:hover { text-decoration: underline; }
section { border: 1px solid var(--line); border-radius: 0.5rem; margin: 1rem 0; padding: 1.25rem; scroll-margin-top: 1rem; }
section:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
section > p { margin-top: 0.5rem; }
.summary { font-weight: 600; }
h3 .method { background: #0b5fa5; color: #fff; margin-right: 0.25rem; }
h3 .post, h3 .put { background: #8a4b00; }
h3 .delete { background: #a8261c; }
.fields > div { border-top: 1px solid var(--line); padding: 0.6rem 0; }
.media { margin-top: 0.75rem; }
.media + .fields { margin-top: 0.5rem; }
.type, .value, .media { color: var(--muted); font-size: 0.9375rem; }
.required { color: var(--accent); font-size: 0.8125rem; }
.nested { border-left: 3px solid var(--line); margin-top: 0.5rem; padding-left: 1rem; }
.nested > .fields > div:first-child { border-top: 0; }
section > .alternative { margin-top: 0.75rem; }
.alternative + .alternative { margin-top: 1.5rem; }
summary { color: var(--accent); cursor: pointer; font-size: 0.9375rem; margin-top: 0.25rem; width: fit-content; }
@media (min-width: 48rem) {
  .fields > div { display: grid; gap: 0 1.5rem; grid-template-columns: minmax(0, 15rem) minmax(0, 1fr); }
  .nested { grid-column: 1 / -1; }
  .responses > div { grid-template-columns: minmax(0, 4rem) minmax(0, 1fr); }
}
@media (min-width: 64rem) {
  body { column-gap: 3rem; display: grid; grid-template-columns: 16rem minmax(0, 1fr); padding: 0 2rem 3rem; }
  header { grid-column: 1 / -1; }
  nav { align-self: start; max-height: 100vh; overflow-y: auto; padding-bottom: 2rem; position: sticky; top: 0; }
}
@media print {
  body { display: block; font-size: 0.8rem; max-width: none; }
  nav { display: none; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 1rem 0; }
  h2, h3, h4 { break-after: avoid; }
  .fields > div { break-inside: avoid; }
  pre { max-height: none; white-space: pre-wrap; overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
