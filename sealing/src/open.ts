import { createDecipheriv } from 'node:crypto';

import { checkMessageKeys, chunkNonce, type MessageKeys } from './message-keys.ts';
import { layoutOfSealed, type MessageLayout, sealedChunkAt, TAG_BYTES } from './message-layout.ts';
import { SealingError } from './sealing-error.ts';

/** A sealed message of known length whose commitment was checked; its chunks open in any order. */
export type OpenState = { readonly layout: MessageLayout; readonly keys: MessageKeys };

/**
 * Checks length and commitment, before any chunk is touched.
 * @param prefix the first 56 bytes of the message
 * @param sealedBytes its whole length
 * @throws SealingError `truncated`, `key_size`, `commitment`
 */
export function startOpening(
  inputKey: Uint8Array,
  context: Uint8Array,
  chunkBytes: number,
  prefix: Uint8Array,
  sealedBytes: number,
): OpenState {
  const keys = checkMessageKeys(inputKey, prefix, context);
  return { keys, layout: layoutOfSealed(sealedBytes, chunkBytes) };
}

/**
 * Opens chunk `n`, given its bytes with the tag. A message is known to be whole once its last chunk was opened.
 * @throws SealingError `forged`, or `truncated` when bytes are missing
 */
export function openChunk(state: OpenState, n: number, sealed: Uint8Array): Uint8Array {
  const { start, end } = sealedChunkAt(state.layout, n);
  if (sealed.length !== end - start) throw new SealingError('truncated', `Chunk ${n} is incomplete.`);
  return openSealedChunk(state.keys, n, sealed);
}

/** Opens a chunk whose length the caller has judged; nothing leaves before its tag was checked. */
export function openSealedChunk(keys: MessageKeys, n: number, sealed: Uint8Array): Uint8Array {
  if (sealed.length < TAG_BYTES) throw new SealingError('truncated', `Chunk ${n} is incomplete.`);
  const split = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', keys.key, chunkNonce(keys.baseNonce, n), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(split));
  const plaintext = decipher.update(sealed.subarray(0, split));
  try {
    decipher.final();
  } catch {
    throw new SealingError('forged', `Chunk ${n} was changed after it was sealed.`);
  }
  return plaintext;
}
