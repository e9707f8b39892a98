import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

import { writeDurably } from './durable-file.ts';
import { formatRecord, fromBase64, keyRingPaths, readRecord, toBase64 } from './key-ring-files.ts';
import { unwrap, wrap } from './wrap.ts';

const INVENTORY_KEY = 'schleuse.inventory-key.v1';
const NO_IDS = new Uint8Array(0);
/** PKCS #8 around a 32-byte Ed25519 seed (RFC 8410, 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs what a backup holds; Ed25519. */
export type InventorySigner = {
  publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
};

/**
 * The key that signs inventories of backups, wrapped by the root key. The public half is derived from the private one,
 * so that whoever has the root key trusts no file for it.
 * @param make whether to make one when there is none yet
 * @throws UnwrapError when its file was changed
 */
export async function openInventorySigner(
  dir: string,
  rootKey: Uint8Array,
  { make }: { make: boolean },
): Promise<InventorySigner | undefined> {
  const path = keyRingPaths.inventoryKey(dir);
  const record = await readRecord(path, INVENTORY_KEY);
  if (!record && !make) return undefined;
  const seed = record
    ? unwrap(rootKey, INVENTORY_KEY, NO_IDS, fromBase64(record.wrapped))
    : generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(-32));
  if (!record) {
    const wrapped = toBase64(wrap(rootKey, INVENTORY_KEY, NO_IDS, seed));
    await writeDurably(path, formatRecord({ format: INVENTORY_KEY, publicKey: toBase64(publicKey), wrapped }));
  }
  return { publicKey, sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
}
