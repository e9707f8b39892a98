/**
 * Names for the entries of an archive, in the order given: relative, with `/`, without parts that climb or that Windows
 * cannot keep, and none twice (also not in other letter case, nor as a file where another has a folder).
 */
export function nameEntries(files: readonly { name: string; relativePath: string }[]): string[] {
  const paths = files.map((file) => safePath(file.relativePath === '' ? file.name : file.relativePath));
  const folders = new Set(paths.flatMap((path) => parentsOf(path)).map(fold));
  const taken = new Set<string>();
  // Where counting goes on for a name: from 2 each time, ten thousand of one name would take minutes.
  const next = new Map<string, number>();
  return paths.map((path) => {
    let unique = path;
    let n = next.get(fold(path)) ?? 2;
    for (; taken.has(fold(unique)) || folders.has(fold(unique)); n += 1) unique = numbered(path, n);
    next.set(fold(path), n);
    taken.add(fold(unique));
    return unique;
  });
}

function safePath(path: string): string {
  const parts = path
    .toWellFormed()
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(safePart);
  return parts.length === 0 ? 'file' : parts.join('/');
}

/** One part of a path that every common file system takes. */
function safePart(part: string): string {
  const cleaned = part
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    // Windows drops dots and blanks at the end, so `..` in disguise would come back.
    .replace(/[. ]+$/, '_');
  if (cleaned === '') return '_';
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(cleaned) ? `_${cleaned}` : cleaned;
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** `a/b.txt` → `a/b (2).txt` */
function numbered(path: string, n: number): string {
  const [, stem = path, ending = ''] = /^(.*?[^/])(\.[^./]+)?$/s.exec(path) ?? [];
  return `${stem} (${n})${ending}`;
}

const fold = (path: string): string => path.toLowerCase();
