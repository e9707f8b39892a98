import type { Log } from '../log.ts';
import { DamagedObject } from './disk-errors.ts';
import type { ObjectPaths, ObjectPlace } from './object-paths.ts';
import type { SealThreads } from './seal-threads.ts';
import type { FromWorker, OpenSpec } from './worker-messages.ts';

/** A sealed segment on disk: at `objectStart` of its object, `size` bytes of plaintext. */
export type SealedObject = {
  place: ObjectPlace;
  objectId: string;
  objectStart: number;
  size: number;
  open: OpenSpec;
};

type Deps = { threads: SealThreads; paths: ObjectPaths; log: Log };

/** Batches asked for before the first is consumed. */
const AHEAD = 3;

/**
 * Opens plaintext bytes `start` up to, not including, `end` of a segment batch by batch, in a worker. Each batch is
 * authenticated before any of it is given out.
 * @throws DamagedObject when the object is missing, cut short or changed; it is logged too.
 */
export async function* readObjectRange(
  { threads, paths, log }: Deps,
  object: SealedObject,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (!(start >= 0 && end <= object.size)) throw new RangeError('the range lies outside the segment');
  if (start >= end) return;
  const { objectId, objectStart, size, open, place } = object;
  const thread = threads.leastBusy();
  const stream = threads.nextStream();
  const asked: PromiseWithResolvers<Uint8Array>[] = [];
  let answered = 0;
  thread.listen(stream, hear);

  function hear(message: FromWorker): void {
    const answer = asked[answered++];
    if (message.say === 'read') answer?.resolve(message.bytes);
    if (message.say === 'read-failed') answer?.reject(new DamagedObject(objectId, message.reason));
  }

  function ask(): void {
    const answer = Promise.withResolvers<Uint8Array>();
    answer.promise.catch(() => undefined);
    asked.push(answer);
  }

  let left = end - start;

  try {
    const path = paths.object(place, objectId);
    thread.say({ say: 'read-open', stream, path, objectStart, size, open, start, end, ahead: AHEAD });
    for (let n = 0; n < AHEAD; n++) ask();
    while (left > 0) {
      const bytes = await asked[0]?.promise;
      if (!bytes) return;
      asked.shift();
      answered -= 1;
      left -= bytes.length;
      if (left > 0) {
        ask();
        thread.say({ say: 'read', stream });
      }
      yield bytes;
    }
  } catch (error) {
    if (error instanceof DamagedObject) log.error({ err: error, ...place }, 'a stored object is damaged');
    throw error;
  } finally {
    // Having given its last byte, it has closed by itself.
    if (left > 0) thread.say({ say: 'read-close', stream });
    thread.quit(stream);
  }
}
