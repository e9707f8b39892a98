import { createCipheriv, type KeyObject, randomBytes } from 'node:crypto';

import { chunkNonce, deriveMessageKeys } from './message-keys.ts';
import { layoutOfPlaintext, MAX_CHUNKS, PREFIX_BYTES, SALT_BYTES, TAG_BYTES } from './message-layout.ts';
import { SealingError } from './sealing-error.ts';

/** A message being sealed, chunk after chunk. One state, one message: its nonces are used up as it goes. */
export type SealState = {
  readonly chunkBytes: number;
  /** Salt and commitment: what goes before the first chunk. */
  readonly prefix: Uint8Array;
  readonly key: KeyObject;
  readonly baseNonce: Uint8Array;
  nextChunk: number;
  ended: boolean;
};

/**
 * Starts a message under a fresh random salt. `context` binds it to its place and must be given again to open it.
 * @throws SealingError `key_size` unless the key has 32 bytes.
 */
export function startSealing(inputKey: Uint8Array, context: Uint8Array, chunkBytes: number): SealState {
  return startSealingWithSalt(inputKey, context, chunkBytes, randomBytes(SALT_BYTES));
}

/** For published vectors only: a salt used twice with one key gives the contents away. */
export function startSealingWithSalt(
  inputKey: Uint8Array,
  context: Uint8Array,
  chunkBytes: number,
  salt: Uint8Array,
): SealState {
  layoutOfPlaintext(0, chunkBytes);
  const { key, baseNonce, commitment } = deriveMessageKeys(inputKey, salt, context);
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix.set(salt);
  prefix.set(commitment, SALT_BYTES);
  return { chunkBytes, prefix, key, baseNonce, nextChunk: 0, ended: false };
}

/**
 * Seals the next chunk: exactly `chunkBytes` of plaintext, or fewer (also none), which ends the message. Every message
 * must be ended. Returns ciphertext and tag, to be written one after the other; nothing is copied.
 */
export function sealChunk(state: SealState, plaintext: Uint8Array): [ciphertext: Uint8Array, tag: Uint8Array] {
  if (state.ended) throw new SealingError('misuse', 'The message has ended.');
  if (plaintext.length > state.chunkBytes) throw new SealingError('misuse', 'The chunk is too long.');
  if (state.nextChunk >= MAX_CHUNKS) throw new SealingError('misuse', 'The message has too many chunks.');
  // Set first: an error below must not leave a nonce to be used again.
  const n = state.nextChunk++;
  state.ended = plaintext.length < state.chunkBytes;
  const cipher = createCipheriv('aes-256-gcm', state.key, chunkNonce(state.baseNonce, n));
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}

/** As `sealChunk`, into a buffer with room for the plaintext and 16 bytes more; returns the bytes written. */
export function sealChunkInto(state: SealState, plaintext: Uint8Array, out: Uint8Array): number {
  if (out.length < plaintext.length + TAG_BYTES) throw new SealingError('misuse', 'The output buffer is too short.');
  const [ciphertext, tag] = sealChunk(state, plaintext);
  out.set(ciphertext);
  out.set(tag, ciphertext.length);
  return ciphertext.length + TAG_BYTES;
}
