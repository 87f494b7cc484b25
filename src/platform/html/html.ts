/** HTML that needs no escaping: made by `html`, or read from a file of ours. */
export class SafeHtml {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Insert = SafeHtml | string | number | readonly Insert[];

/** Builds HTML; whatever is inserted is escaped, unless it is such HTML itself. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): SafeHtml {
  return new SafeHtml(parts.reduce((text, part, index) => text + render(inserts[index - 1] ?? '') + part));
}

function render(insert: Insert): string {
  if (insert instanceof SafeHtml) return insert.text;
  if (Array.isArray(insert)) return insert.map(render).join('');
  return escapeHtml(String(insert));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text safe inside HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
