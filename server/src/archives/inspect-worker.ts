import { parentPort } from 'node:worker_threads';

import type { ByteSource } from '@schleuse/archives/byte-source';
import { inspectArchive } from '@schleuse/archives/inspect-archive';
import type { InspectLimits } from '@schleuse/archives/inspect-limits';
import { readmeBytes } from '@schleuse/archives/readme';

import { limitWebAssemblyMemory, readRarEntry } from './read-rar-entry.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

// The thread in which archives are looked into: it may be ended at any moment, and has no access to storage or keys.

/** A RAR larger than this is not held in memory for the sake of its Readme. */
const largestRar = 64 * 1024 * 1024;
/** libarchive looks ahead: it takes an archive that stops with the entry for one that is cut off. */
const aheadBytes = 64 * 1024;
const pieceBytes = 1024 * 1024;

const say = (message: FromThread): void => parentPort?.postMessage(message);
const reads = new Map<number, PromiseWithResolvers<Uint8Array>>();
let nextRead = 0;

function sourceOf(size: number): ByteSource {
  return {
    size,
    async read(offset, length) {
      const read = nextRead++;
      const answer = Promise.withResolvers<Uint8Array>();
      reads.set(read, answer);
      say({ say: 'read', read, offset, length: Math.min(length, size - offset) });
      return await answer.promise;
    },
  };
}

/** Piece by piece: the server's own thread holds one of them only. */
async function readUpTo(source: ByteSource, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end);
  for (let at = 0; at < end; at += pieceBytes) bytes.set(await source.read(at, Math.min(pieceBytes, end - at)), at);
  return bytes;
}

async function inspect(size: number, limits: Partial<InspectLimits>): Promise<void> {
  const source = sourceOf(size);
  const report = await inspectArchive(source, limits, {
    readRarEntry: async (entry) =>
      entry.end > largestRar
        ? undefined
        : await readRarEntry(await readUpTo(source, Math.min(size, entry.end + aheadBytes)), entry, readmeBytes),
  });
  say({ say: 'report', report });
}

limitWebAssemblyMemory();
parentPort?.on('message', (message: ToThread) => {
  if (message.say === 'inspect') {
    inspect(message.size, message.limits).catch((error: unknown) =>
      say({ say: 'fault', reason: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }),
    );
    return;
  }
  const answer = reads.get(message.read);
  reads.delete(message.read);
  if (message.say === 'bytes') answer?.resolve(message.bytes);
  else answer?.reject(new Error('the file cannot be read'));
});
say({ say: 'ready' });
