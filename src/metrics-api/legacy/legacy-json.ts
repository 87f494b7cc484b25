/** The originals' exact content type. */
export const LEGACY_CONTENT_TYPE = 'application/json; charset=UTF-8';

/** JSON as the originals wrote it: two-space indent and a newline at the end. */
export function legacyJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
