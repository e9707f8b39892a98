import type { Packed } from './archive-messages.ts';

/** Where a packed archive goes while it is written. */
export type Result = {
  write(piece: Uint8Array): void;
  finish(): Promise<Packed>;
  /** Takes it away again, instead of finishing. */
  discard(): Promise<void>;
};

/** As far as it is used here; the browser has it in workers only. */
type SyncAccess = { write(bytes: Uint8Array, options: { at: number }): number; flush(): void; close(): void };
type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle?: () => Promise<SyncAccess> };

const prefix = 'schleuse-';
/** No drop-off lives longer. */
const keptMs = 14 * 86_400_000;

/**
 * In the browser's own files, where it needs no memory and outlives a reload; in memory where there are none, as in some
 * private windows.
 */
export async function openResult(name: string): Promise<Result> {
  return (await openInFiles(name).catch(() => undefined)) ?? openInMemory(name);
}

async function openInFiles(name: string): Promise<Result | undefined> {
  const root = await navigator.storage.getDirectory();
  await forgetOld(root);
  const folderName = `${prefix}${Date.now()}-${crypto.randomUUID()}`;
  // A folder of its own, so that the file can have the name it is sent by.
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  const handle: SyncFileHandle = await folder.getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle?.();
  if (!access) return undefined;
  let at = 0;
  return {
    write(piece) {
      for (let done = 0; done < piece.length;) {
        const written = access.write(piece.subarray(done), { at });
        if (written === 0) throw new Error('There is no room.');
        done += written;
        at += written;
      }
    },
    async finish() {
      access.flush();
      access.close();
      return { file: await handle.getFile(), handle };
    },
    async discard() {
      access.close();
      await root.removeEntry(folderName, { recursive: true }).catch(() => undefined);
    },
  };
}

function openInMemory(name: string): Result {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  return {
    write: (piece) => void pieces.push(new Uint8Array(piece)),
    finish: async () => ({ file: new File(pieces, name, { type: 'application/zip' }) }),
    discard: async () => void (pieces.length = 0),
  };
}

/** What was packed for drop-offs that are over. */
async function forgetOld(root: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of root.keys()) {
    const made = name.startsWith(prefix) ? Number(name.split('-')[1]) : Number.NaN;
    if (Date.now() - made > keptMs) await root.removeEntry(name, { recursive: true });
  }
}
