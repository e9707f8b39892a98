import type { FileEntry, KeyList } from './signed-list.ts';

/** Those objects whose container has a key in the mirror: no other can ever be opened again, so no other is kept. */
export function readableObjects(objects: FileEntry[], keys: Pick<KeyList, 'files'>): FileEntry[] {
  const containers = new Set(
    keys.files.flatMap(({ path }) => {
      const [firm, folder, file] = path.split('/');
      return folder === 'containers' && file ? [`${firm}/${file.replace(/\.json$/, '')}`] : [];
    }),
  );
  return objects.filter(({ path }) => containers.has(path.slice(0, path.lastIndexOf('/'))));
}
