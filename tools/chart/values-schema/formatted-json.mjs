import { format, resolveConfig } from 'prettier';

/**
 * JSON as the project's formatter leaves it.
 *
 * @param {unknown} value
 * @param {URL} file - where it will stand; that place's options apply
 */
export async function formattedJson(value, file) {
  return format(JSON.stringify(value), { ...(await resolveConfig(file)), parser: 'json' });
}
