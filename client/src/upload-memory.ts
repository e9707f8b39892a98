import { fingerprintOf } from './match-uploads.ts';
import type { QueueFile, RememberedUpload, ResumeStore } from './upload-queue.types.ts';

/**
 * What this device knows of begun uploads. A file is written down before its upload is asked for (with an empty id), so
 * that an upload whose answer was never seen can be recognised; ids follow a little later, together.
 */
export function createUploadMemory(store: ResumeStore | undefined) {
  const known = new Map((store?.read() ?? []).map((each) => [fingerprintOf(each), each]));
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    store?.write([...known.values()]);
  }

  function put({ name, relativePath, size, lastModified }: QueueFile, uploadId: string): void {
    const entry: RememberedUpload = { uploadId, name, relativePath, size, lastModified };
    known.set(fingerprintOf(entry), entry);
  }

  return {
    get size() {
      return known.size;
    },
    all: (): RememberedUpload[] => [...known.values()],
    /** Before anything is asked of the server; what is known of a file already stays. */
    expect(files: readonly QueueFile[]): void {
      for (const file of files) if (!known.has(fingerprintOf(file))) put(file, '');
      flush();
    },
    setUpload(file: QueueFile, uploadId: string | undefined): void {
      put(file, uploadId ?? '');
      timer ??= setTimeout(flush, 500);
    },
    forget(file: QueueFile): void {
      known.delete(fingerprintOf(file));
      flush();
    },
    flush,
  };
}

export type UploadMemory = ReturnType<typeof createUploadMemory>;
