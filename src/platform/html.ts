import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** HTML that needs no escaping: built by `html`, or read from one of the project's own files. */
export class SafeHtml {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Insert = SafeHtml | string | number | readonly Insert[];

/** Builds HTML. Inserted values are escaped, except for `SafeHtml`. */
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
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * A Content-Security-Policy that allows only the given sources.
 *
 * It never allows a base URL or a frame ancestor on another host, or a form to be submitted.
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

/** The source expression that allows one inline style or script, identified by its hash. */
export function hashSource(inline: string): string {
  return `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
}

/**
 * Sends a page whose content depends on the second and on the path prefix of a proxy.
 *
 * @param policy - from `contentSecurityPolicy`
 */
export function sendPage(reply: FastifyReply, status: number, policy: string, page: string): void {
  void reply
    .status(status)
    .type('text/html; charset=utf-8')
    .headers({
      vary: 'Accept, X-Forwarded-Prefix',
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    })
    .send(page);
}

// An SVG that is opened as a document could run scripts, and those of a QuickChart server come from elsewhere.
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Lets no SVG that a service sends run a script, load a file or act as its origin. */
export function addSvgPolicy(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    const type = reply.getHeader('content-type');
    if (typeof type === 'string' && type.startsWith('image/svg+xml')) {
      void reply.header('content-security-policy', SVG_POLICY);
    }
    done();
  });
}
