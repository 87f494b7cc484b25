/**
 * Finds the prose of a file that is not Markdown: comments, and strings of more than one word.
 *
 * Each function returns `[start, end]` offsets into its text. `masked` then blanks out everything else, so that an
 * offset in the masked text is one in the file.
 */
import ts from 'typescript';
import { Parser } from 'yaml';

const SENTENCE = /\S\s+\S/;

/** Comments, and string and template literals that are not names of modules. */
export function passagesOfTypeScript(text) {
  const source = ts.createSourceFile('prose.ts', text, ts.ScriptTarget.Latest, true);
  const passages = new Map();
  const add = (start, end) => passages.set(start, [start, end]);
  visit(source);
  return [...passages.values()];

  function visit(node) {
    if (isLiteral(node) && !isModuleName(node) && SENTENCE.test(node.text)) add(node.getStart(), node.end);
    const children = node.getChildren();
    // A comment belongs to the token that it precedes or follows.
    if (children.length === 0) {
      for (const comment of ts.getLeadingCommentRanges(text, node.pos) ?? []) add(comment.pos, comment.end);
      for (const comment of ts.getTrailingCommentRanges(text, node.end) ?? []) add(comment.pos, comment.end);
    }
    for (const child of children) if (!ts.isJSDoc(child)) visit(child);
  }
}

/** Comments, and scalars of more than one word. */
export function passagesOfYaml(text) {
  const passages = [];
  for (const token of new Parser().parse(text)) visit(token);
  return passages;

  function visit(token) {
    if (Array.isArray(token)) return token.forEach(visit);
    if (token === null || typeof token !== 'object') return;
    const isScalar = /scalar$/.test(token.type ?? '');
    if (token.type === 'comment' || (isScalar && SENTENCE.test(token.source))) {
      // A block scalar begins with its header, which is not part of its source.
      const header = (token.props ?? []).reduce((length, { source }) => length + source.length, 0);
      const start = token.offset + header;
      passages.push([start, start + token.source.length]);
    }
    Object.values(token).forEach(visit);
  }
}

/** What a Helm template writes, its comments, and strings of more than one word in its actions. */
export function passagesOfTemplate(text) {
  const passages = [];
  let written = 0;
  for (const action of text.matchAll(/\{\{.*?\}\}/gs)) {
    passages.push([written, action.index]);
    written = action.index + action[0].length;
    const parts = /^\{\{-?\s*\/\*/.test(action[0])
      ? [{ 0: action[0], index: 0 }]
      : action[0].matchAll(/"(?:[^"\\]|\\.)*\s(?:[^"\\]|\\.)*"/g);
    for (const part of parts) {
      const start = action.index + part.index;
      passages.push([start, start + part[0].length]);
    }
  }
  passages.push([written, text.length]);
  return passages;
}

/**
 * The text with everything but its passages blank, and each passage on one line, so that a phrase that wraps is found.
 * The marks of comments and code spans are blank too.
 */
export function masked(text, passages) {
  const characters = text.replace(/[^\n]/g, ' ').split('');
  for (const [start, end] of joined(text, passages)) {
    const passage = text
      .slice(start, end)
      .replace(/`[^`\n]*`/g, (code) => '…'.repeat(code.length))
      .replace(/(\n|^)\s*(\/\*+|\*+(?!\/)|\/\/|#)/g, (mark) => ' '.repeat(mark.length))
      .replaceAll('\n', ' ');
    for (let at = 0; at < passage.length; at += 1) characters[start + at] = passage[at];
  }
  return characters.join('');
}

/** In order, and with the lines of a comment that takes several as one passage. */
function joined(text, passages) {
  const result = [];
  for (const [start, end] of passages.toSorted(([a], [b]) => a - b)) {
    const before = result.at(-1);
    const continues = before !== undefined && /^\n?\s*$/.test(text.slice(before[1], start));
    if (continues && isLineComment(text, before[0]) && isLineComment(text, start)) before[1] = end;
    else result.push([start, end]);
  }
  return result;
}

function isLineComment(text, at) {
  return text.startsWith('//', at) || text.startsWith('#', at);
}

function isLiteral(node) {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

function isModuleName({ parent }) {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}
