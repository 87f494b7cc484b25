import { describe, expect, it } from '@jest/globals';
import { inlineMarkdown, markdown } from './markdown.js';

describe('markdown', () => {
  it.each([
    ['the label `route`', '<p>the label <code>route</code></p>'],
    ['*must* be **set**', '<p><em>must</em> be <strong>set</strong></p>'],
    [
      '[RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)',
      '<p><a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a></p>',
    ],
    ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
    ['- one\n- two', '<ul>\n<li>one</li>\n<li>two</li>\n</ul>'],
  ])('turns %j into HTML', (text, expected) => {
    expect(markdown(text).text.trim()).toBe(expected);
  });

  it.each([
    ['a <script>alert(1)</script> b', 'a &lt;script&gt;alert(1)&lt;/script&gt; b'],
    ['`<b>` & <name>', '<code>&lt;b&gt;</code> &amp; &lt;name&gt;'],
    ['<img src=x onerror="alert(1)">', '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'],
  ])('escapes the HTML in %j', (text, expected) => {
    expect(markdown(text).text).not.toMatch(/<(script|img|name)/);
    expect(inlineMarkdown(text).text).toBe(expected);
  });
});
