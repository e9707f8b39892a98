import type { HashAnswer } from './hash-file.worker.ts';

export type FileHasher = {
  /** SHA-256 in hexadecimal digits; rejects when the file cannot be read. `onBytes` hears how much is done. */
  hash(file: Blob, onBytes: (done: number) => void): Promise<string>;
  end(): void;
};

/**
 * Reckons checksums in a worker, so that the page stays quick. Made when the page opens: afterwards nothing more is
 * loaded, and the page works without a line.
 */
export function createFileHasher(): FileHasher {
  const worker = new Worker(new URL('./hash-file.worker.ts', import.meta.url), { type: 'module' });
  let lastId = 0;
  return {
    hash(file, onBytes) {
      lastId += 1;
      const id = lastId;
      return new Promise<string>((resolve, reject) => {
        const done = new AbortController();
        const fail = () => {
          done.abort();
          reject(new Error('The file could not be read.'));
        };
        const listen = ({ data }: MessageEvent<HashAnswer>) => {
          if (data.id !== id) return;
          if ('hashed' in data) onBytes(data.hashed);
          else if ('failed' in data) fail();
          else {
            done.abort();
            resolve(data.sha256);
          }
        };
        worker.addEventListener('message', listen, { signal: done.signal });
        worker.addEventListener('error', fail, { signal: done.signal });
        worker.postMessage({ id, file });
      });
    },
    end: () => worker.terminate(),
  };
}
