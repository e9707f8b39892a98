import { checkMessageKeys, type MessageKeys } from './message-keys.ts';
import { MAX_CHUNKS, PREFIX_BYTES, TAG_BYTES } from './message-layout.ts';
import { openSealedChunk } from './open.ts';
import { SealingError } from './sealing-error.ts';

/** Takes a sealed message in pieces of any size and gives plaintext that is authentic, but not known to be complete. */
export type OpenStream = {
  push(bytes: Uint8Array): Uint8Array[];
  /** Opens the last chunk; only when this returns was the message whole. After an error, every call throws it again. */
  end(): Uint8Array[];
};

/** Opens from front to back, for sources whose length is not known before the end. */
export function createOpenStream(inputKey: Uint8Array, context: Uint8Array, chunkBytes: number): OpenStream {
  const fullSealed = chunkBytes + TAG_BYTES;
  let pending: Uint8Array = new Uint8Array(0);
  let keys: MessageKeys | undefined;
  let nextChunk = 0;
  let fault: unknown;

  function guarded(run: () => Uint8Array[]): Uint8Array[] {
    if (fault !== undefined) throw fault;
    try {
      return run();
    } catch (error) {
      fault = error;
      throw error;
    }
  }

  function take(length: number): Uint8Array {
    const taken = pending.subarray(0, length);
    pending = pending.subarray(length);
    return taken;
  }

  /** A chunk of full length is never the last one, so it can be opened as soon as it is here. */
  function openFullChunks(keys: MessageKeys): Uint8Array[] {
    const out: Uint8Array[] = [];
    while (pending.length >= fullSealed) {
      if (nextChunk >= MAX_CHUNKS - 1) throw new SealingError('forged', 'The message has too many chunks.');
      out.push(openSealedChunk(keys, nextChunk++, take(fullSealed)));
    }
    return out;
  }

  return {
    push: (bytes) =>
      guarded(() => {
        pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
        const out: Uint8Array[] = [];
        if (!keys && pending.length >= PREFIX_BYTES) keys = checkMessageKeys(inputKey, take(PREFIX_BYTES), context);
        if (keys) out.push(...openFullChunks(keys));
        // What the caller passed in may be reused by it: keep a copy of the rest.
        pending = new Uint8Array(pending);
        return out;
      }),
    end: () =>
      guarded(() => {
        keys ??= checkMessageKeys(inputKey, pending, context);
        const last = openSealedChunk(keys, nextChunk, pending);
        fault = new SealingError('misuse', 'The message has ended.');
        return [last];
      }),
  };
}

/** A whole message in memory; throws unless every byte of it is authentic and none is missing. */
export function openMessage(
  inputKey: Uint8Array,
  context: Uint8Array,
  chunkBytes: number,
  sealed: Uint8Array,
): Uint8Array {
  const stream = createOpenStream(inputKey, context, chunkBytes);
  return Buffer.concat([...stream.push(sealed), ...stream.end()]);
}
