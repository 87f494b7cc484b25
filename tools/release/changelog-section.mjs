/**
 * The section of one version in CHANGELOG.md, without its heading: the text of the GitHub release.
 *
 *   node tools/release/changelog-section.mjs VERSION     in the folder of CHANGELOG.md
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
      description: entry.trim().replace(/\s*\n\s*/g, ' '),
    }));
  });
}

function withoutFirstLine(text) {
  return text.slice(text.indexOf('\n') + 1).trim();
}

if (process.argv[1] === import.meta.filename) {
  const [version] = process.argv.slice(2);
  if (version === undefined) throw new Error('Expected a version as the argument, such as 0.1.0');
  try {
    console.log(sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
