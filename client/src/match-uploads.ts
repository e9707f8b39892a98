import type { ServerUpload } from './api.types.ts';
import type { QueueFile, RememberedUpload } from './upload-queue.types.ts';

/** The whole path of a file, in the one form both sides compare (macOS hands names out in parts, the server joins them). */
export function pathOf(file: { name: string; relativePath: string }): string {
  return (file.relativePath || file.name).normalize('NFC');
}

/** What makes a file here the same one as before: path, size and time of last change. */
export function fingerprintOf(file: Pick<QueueFile, 'name' | 'relativePath' | 'size' | 'lastModified'>): string {
  return JSON.stringify([pathOf(file), file.size, file.lastModified]);
}

type Wanted = { id: string; file: QueueFile; uploadId?: string | undefined };

/**
 * Finds for each file the upload the server has of it: the one remembered by id, or, where this device asked for one and
 * never saw the answer (an empty id is remembered), one of the same path and length that is nobody else's.
 *
 * `strangers` are unfinished uploads that belong to no file here; `leftovers` those among them with a file's path: half of
 * another version of it.
 */
export function matchUploads(
  wanted: readonly Wanted[],
  remembered: readonly RememberedUpload[],
  uploads: readonly ServerUpload[],
): { found: Map<string, ServerUpload>; leftovers: ServerUpload[]; strangers: ServerUpload[] } {
  const byId = new Map(uploads.map((upload) => [upload.id, upload]));
  const known = new Map(remembered.map((each) => [fingerprintOf(each), each.uploadId]));
  const found = new Map<string, ServerUpload>();
  for (const item of wanted) {
    const id = item.uploadId ?? known.get(fingerprintOf(item.file));
    const upload = id ? byId.get(id) : undefined;
    if (upload?.length === item.file.size) found.set(item.id, upload);
  }
  const taken = new Set([...[...found.values()].map(({ id }) => id), ...remembered.map(({ uploadId }) => uploadId)]);
  for (const item of wanted) {
    if (found.has(item.id) || known.get(fingerprintOf(item.file)) !== '') continue;
    const path = pathOf(item.file);
    const upload = uploads.find(
      (each) => !taken.has(each.id) && pathOf(each) === path && each.length === item.file.size,
    );
    if (!upload) continue;
    taken.add(upload.id);
    found.set(item.id, upload);
  }
  const used = new Set([...found.values()].map(({ id }) => id));
  const paths = new Set(wanted.map(({ file }) => pathOf(file)));
  const strangers = uploads.filter(({ id, state }) => state === 'open' && !used.has(id));
  return { found, strangers, leftovers: strangers.filter((upload) => paths.has(pathOf(upload))) };
}
