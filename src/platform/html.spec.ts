import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { contentSecurityPolicy, hashSource, html } from './html.js';

describe('html', () => {
  it('escapes inserted values', () => {
    expect(html`<p title="${`"'`}">${'<script>&'}</p>`.text).toBe(
      '<p title="&quot;&#39;">&lt;script&gt;&amp;</p>',
    );
  });

  it('inserts safe HTML, and lists of it, as it is', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);

    expect(html`<ul>${items}</ul>${1}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>1');
  });
});

describe('contentSecurityPolicy', () => {
  it('allows only the given sources', () => {
    expect(contentSecurityPolicy({ 'img-src': "'self'" })).toBe(
      "default-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; img-src 'self'",
    );
  });

  it('identifies an inline style by its hash', () => {
    const digest = createHash('sha256').update('p{}').digest('base64');

    expect(hashSource('p{}')).toBe(`'sha256-${digest}'`);
  });
});
