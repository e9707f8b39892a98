import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export type HashAnswer = { id: number } & ({ hashed: number } | { sha256: string } | { failed: true });

const tellEveryMs = 100;
const tell = (answer: HashAnswer) => self.postMessage(answer);

/** Reads the file piece by piece: three gigabytes must not stand in memory. */
async function hashFile(id: number, file: Blob): Promise<void> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  let hashed = 0;
  let told = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    hash.update(value);
    hashed += value.length;
    const now = performance.now();
    if (now - told < tellEveryMs) continue;
    told = now;
    tell({ id, hashed });
  }
  // A file that was changed or cut while it was read is none of the two.
  tell(hashed === file.size ? { id, sha256: bytesToHex(hash.digest()) } : { id, failed: true });
}

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; file: Blob }>) => {
  hashFile(data.id, data.file).catch(() => tell({ id: data.id, failed: true }));
});
