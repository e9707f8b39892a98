import type { PickedFile } from './chosen-files.ts';
import type { SavedFile } from './saved-dropoff.ts';

/**
 * Recognises files that were first sent with their folder and are now picked one by one: same name, size and time, and
 * only one such file missing. They get their old path back. All others stay as they are.
 */
export function matchMissing(picked: readonly PickedFile[], missing: readonly SavedFile[]): PickedFile[] {
  const paths = new Set(missing.map(({ path }) => path));
  const byTraits = new Map<string, string[]>();
  for (const { path, size, lastModified } of missing) {
    const traits = traitsOf(path, size, lastModified);
    byTraits.set(traits, [...(byTraits.get(traits) ?? []), path]);
  }
  return picked.map(({ path, file }) => {
    if (paths.has(path.normalize('NFC'))) return { path, file };
    const [only, ...others] = byTraits.get(traitsOf(path, file.size, file.lastModified)) ?? [];
    return only !== undefined && others.length === 0 ? { path: only, file } : { path, file };
  });
}

function traitsOf(path: string, size: number, lastModified: number): string {
  return `${size} ${lastModified} ${path.slice(path.lastIndexOf('/') + 1).normalize('NFC')}`;
}
