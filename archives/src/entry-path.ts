import type { ArchiveProblemCode } from './archive-problem.ts';

const shownCharacters = 1024;

export type CheckedPath = {
  /** for showing */
  shown: string;
  /** what two names that would be one file have in common */
  key: string;
  /** parts without `.` and empty ones */
  parts: string[];
  problems: ArchiveProblemCode[];
};

/** Looks at the path of an entry: `/` and `\` part it alike, because on Windows they do. */
export function checkPath(path: string): CheckedPath {
  const problems: ArchiveProblemCode[] = [];
  if (path.includes('\0')) problems.push('name_with_nul');
  if (path.includes('\\')) problems.push('backslashes');
  // A drive letter makes a path absolute too, and so does \\server\share.
  if (/^[/\\]|^[a-z]:/i.test(path)) problems.push('path_escapes');
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  // Windows drops blanks and dots at the end of a part, so ".. " climbs there too.
  if (parts.some((part) => /^[.\s]*$/.test(part) && part.includes('..'))) problems.push('path_escapes');
  const cleaned = cleanName(parts.join('/'));
  if (cleaned !== parts.join('/') && !problems.includes('name_with_nul')) problems.push('name_cleaned');
  if (cleaned.length > shownCharacters) problems.push('name_long');
  return { shown: shorten(cleaned) || '.', key: parts.join('/').toLowerCase(), parts, problems };
}

/** Without what is invisible, turns the direction of writing, or is no text: U+FFFD stands in its place. */
export function cleanName(name: string): string {
  return name.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}]/gu, '\ufffd');
}

function shorten(name: string): string {
  if (name.length <= shownCharacters) return name;
  return `${name.slice(0, shownCharacters - 1).toWellFormed()}…`;
}

/** `readme.txt` in any case, in the archive itself or one folder down. */
export function isReadmePath(parts: readonly string[]): boolean {
  return parts.length >= 1 && parts.length <= 2 && parts.at(-1)?.toLowerCase() === 'readme.txt';
}

/**
 * Where a link's target leads, from the folder `from`, by name alone.
 * @returns undefined when it leaves the archive
 */
export function resolveTarget(from: readonly string[], target: string): string[] | undefined {
  if (/^[/\\]|^[a-z]:|\0/i.test(target)) return undefined;
  const parts = [...from];
  for (const part of target.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts;
}
