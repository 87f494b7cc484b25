import { Marked } from 'marked';
import { SafeHtml, html } from '../html.js';

const marked = new Marked({
  async: false,
  renderer: {
    // Descriptions contain no HTML: what looks like it, such as <name>, is text.
    html: ({ text }) => html`${text}`.text,
  },
});

/** A description as HTML: paragraphs, lists, links, emphasis and code from Markdown. */
export function markdown(text: string): SafeHtml {
  return new SafeHtml(marked.parse(text) as string);
}

/** A description of one paragraph, without the paragraph around it. */
export function inlineMarkdown(text: string): SafeHtml {
  return new SafeHtml(marked.parseInline(text) as string);
}
