const NAMES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// XML 1.0 has no way at all to write most control characters (section 2.2).
// eslint-disable-next-line no-control-regex -- these are the ones that must go
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as it stands in an element or an attribute of HTML and XML. */
export function escaped(text) {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"]/g, (character) => NAMES[character]);
}
