import { createHash } from 'node:crypto';

/**
 * A Content-Security-Policy that allows nothing but what is named.
 *
 * Whatever it is, no page of ours may be re-based to another host, post anywhere, or be framed by one.
 *
 * @param allowed - sources by directive, such as `{ 'img-src': "'self' data:" }`
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy(allowed: Readonly<Record<string, string>>): string {
  const directives = {
    'default-src': "'none'",
    'base-uri': "'self'",
    'form-action': "'none'",
    'frame-ancestors': "'self'",
    ...allowed,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

/** The source expression that allows one inline style or script, and no other. */
export function hashSource(inline: string): string {
  return `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
}
