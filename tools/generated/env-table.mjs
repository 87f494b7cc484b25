/**
 * The environment variables of a service as a Markdown table, made from its schema.
 *
 * @param {import('zod').ZodObject} schema
 */
export function envTable(schema) {
  const rows = Object.entries(schema.shape).map(([name, type]) => {
    const { default: fallback, unit, description } = type.meta();
    return [`\`${name}\``, fallback === '' ? 'empty' : `\`${fallback}\``, unit, description];
  });
  return markdownTable(['Variable', 'Default', 'Unit', 'What it does'], rows);
}

/** Pads the columns as prettier does, so that formatting changes nothing. */
function markdownTable(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  const write = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [write(lines[0]), rule, ...lines.slice(1).map(write)].join('\n');
}
