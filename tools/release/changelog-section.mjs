/**
 * The section of one version in CHANGELOG.md, without its heading: the text of the GitHub release. With REPOSITORY_URL,
 * links to files lead to that version in the repository.
 *
 *   node tools/release/changelog-section.mjs VERSION [REPOSITORY_URL]     in the folder of CHANGELOG.md
 */
import { readFileSync } from 'node:fs';

/** The kinds of Keep a Changelog, which Artifact Hub has in lower case. */
const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/**
 * @param {string} changelog - in the format of Keep a Changelog
 * @param {string} version - such as `0.1.0`, or `Unreleased`
 * @throws Error if the changelog has no section of that version, or an empty one
 * @see https://keepachangelog.com/en/1.1.0/
 */
export function sectionOf(changelog, version) {
  const [, ...parts] = changelog.split(/^## /m);
  const sections = new Map(parts.map((part) => [/^\[?([^\]\s]+)/.exec(part)?.[1], withoutFirstLine(part)]));
  const section = sections.get(version);
  if (section === undefined) {
    const available = [...sections.keys()].join(', ') || 'none';
    throw new Error(`CHANGELOG.md: expected a section "## [${version}]". Available: ${available}`);
  }
  if (section === '') throw new Error(`CHANGELOG.md: the section of ${version} is empty`);
  return section;
}

/**
 * The entries of a section as Artifact Hub lists them.
 *
 * @returns {{kind: string, description: string}[]}
 * @throws Error for a heading that is not one of Keep a Changelog's
 * @see https://artifacthub.io/docs/topics/annotations/helm/
 */
export function changesOf(section) {
  const [, ...parts] = section.split(/^### /m);
  return parts.flatMap((part) => {
    const heading = part.split('\n', 1)[0].trim();
    if (!KINDS.includes(heading))
      throw new Error(`CHANGELOG.md: expected a heading ${KINDS.join(', ')} but received "${heading}"`);
    const [, ...entries] = part.split(/^- /m);
    return entries.map((entry) => ({
      kind: heading.toLowerCase(),
      // A paragraph after the list is not a part of its last entry.
      description: entry
        .split('\n\n', 1)[0]
        .trim()
        .replace(/\s*\n\s*/g, ' '),
    }));
  });
}

/** Links of a document to files of the repository, as addresses: the document is shown elsewhere. */
export function withAbsoluteLinks(markdown, url, version) {
  return markdown.replace(/(?<=\]\()(?:\.\.\/)*(?=\w)(?!\w+:)/g, `${url}/blob/v${version}/`);
}

function withoutFirstLine(text) {
  return text.slice(text.indexOf('\n') + 1).trim();
}

if (process.argv[1] === import.meta.filename) {
  const [version, url] = process.argv.slice(2);
  if (version === undefined) throw new Error('Expected a version as the argument, such as 0.1.0');
  try {
    const section = sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version);
    console.log(url === undefined ? section : withAbsoluteLinks(section, url, version));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
