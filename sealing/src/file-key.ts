import { expandKey } from './expand-key.ts';
import { idToBytes } from './id-bytes.ts';
import { KEY_BYTES } from './message-keys.ts';
import { SealingError } from './sealing-error.ts';

const LABEL = new TextEncoder().encode('schleuse.file-key.v1\0');

/** The key of one file under one intake key (SPEC.md, "File key"). */
export function deriveFileKey(intakeKey: Uint8Array, fileId: string): Uint8Array {
  if (intakeKey.length !== KEY_BYTES) throw new SealingError('key_size', `An intake key has ${KEY_BYTES} bytes.`);
  const info = new Uint8Array(LABEL.length + 16);
  info.set(LABEL);
  info.set(idToBytes(fileId), LABEL.length);
  return expandKey(intakeKey, info, KEY_BYTES);
}
