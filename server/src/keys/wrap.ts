import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { expandKey } from '@schleuse/sealing/expand-key';
import { KEY_BYTES } from '@schleuse/sealing/message-keys';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The wrapped bytes do not open: wrong key, wrong place, or changed. */
export class UnwrapError extends Error {
  constructor(label: string) {
    super(`The wrapped ${label} does not open: it was changed, or belongs to another key or place.`);
    this.name = 'UnwrapError';
  }
}

/**
 * Wraps a secret under a key of the house: version | nonce | AES-256-GCM ciphertext | tag. `label` says what it is and
 * gives its own wrapping key; label and `ids` are authenticated with it (SPEC.md, "Wrapped key").
 */
export function wrap(key: Uint8Array, label: string, ids: Uint8Array, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(key, label), nonce);
  cipher.setAAD(contextOf(label, ids));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION), nonce, body, cipher.getAuthTag()]);
}

/** @throws UnwrapError */
export function unwrap(key: Uint8Array, label: string, ids: Uint8Array, wrapped: Uint8Array): Uint8Array {
  const bodyStart = 1 + NONCE_BYTES;
  if (wrapped[0] !== VERSION || wrapped.length < bodyStart + TAG_BYTES) throw new UnwrapError(label);
  const tagStart = wrapped.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey(key, label), wrapped.subarray(1, bodyStart), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(contextOf(label, ids));
  decipher.setAuthTag(wrapped.subarray(tagStart));
  const secret = decipher.update(wrapped.subarray(bodyStart, tagStart));
  try {
    decipher.final();
  } catch {
    throw new UnwrapError(label);
  }
  return secret;
}

function wrappingKey(key: Uint8Array, label: string): Uint8Array {
  return expandKey(key, Buffer.from(`schleuse.wrap.v1\0${label}`), KEY_BYTES);
}

function contextOf(label: string, ids: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${label}\0`), ids]);
}
