/** The one style of the static API page. */
export const apiPageStyle = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 small { font-size: 1rem; font-weight: normal; }
section { border: 1px solid var(--line); border-radius: 0.5rem; margin: 1rem 0; padding: 0 1rem 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
pre { background: color-mix(in srgb, currentColor 8%, transparent); overflow-x: auto; padding: 0.5rem; }
.method { background: #0072b2; border-radius: 0.25rem; color: #fff; padding: 0.1rem 0.4rem; }
`;
