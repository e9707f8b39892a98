import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { access } from 'node:fs/promises';

import { idToBytes } from '@schleuse/sealing/id-bytes';
import { KEY_BYTES } from '@schleuse/sealing/message-keys';

import { NotFound } from '../errors.ts';
import { makePrivateDirectory, writeDurably } from './durable-file.ts';
import { formatRecord, fromBase64, keyRingPaths, readRecord, toBase64 } from './key-ring-files.ts';
import { unwrap, wrap } from './wrap.ts';

const FIRM_KEY = 'schleuse.firm-key.v1';
const RECEIPT_KEY = 'schleuse.receipt-key.v1';
/** PKCS #8 around a 32-byte Ed25519 seed (RFC 8410, 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys of each firm: one that wraps its containers' keys, one that signs its receipts. */
export type FirmKeys = {
  create(firmId: string): Promise<{ receiptPublicKey: Uint8Array }>;
  /** @throws NotFound for a firm without keys */
  firmKey(firmId: string): Promise<Uint8Array>;
  sign(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
};

export function createFirmKeyStore(dir: string, rootKey: Uint8Array): FirmKeys {
  const firmKeys = new Map<string, Uint8Array>();
  const receiptKeys = new Map<string, KeyObject>();

  async function firmKey(firmId: string): Promise<Uint8Array> {
    const known = firmKeys.get(firmId);
    if (known) return known;
    const ids = idToBytes(firmId);
    const record = await readRecord(keyRingPaths.firmKey(dir, firmId), FIRM_KEY);
    if (!record) throw new NotFound('firm_keys_missing', 'This firm has no keys here.');
    const key = unwrap(rootKey, FIRM_KEY, ids, fromBase64(record.wrapped));
    firmKeys.set(firmId, key);
    return key;
  }

  async function receiptKey(firmId: string): Promise<KeyObject> {
    const known = receiptKeys.get(firmId);
    if (known) return known;
    const wrappingKey = await firmKey(firmId);
    const record = await readRecord(keyRingPaths.receiptKey(dir, firmId), RECEIPT_KEY);
    if (!record) throw new NotFound('firm_keys_missing', 'This firm has no key for receipts here.');
    const seed = unwrap(wrappingKey, RECEIPT_KEY, idToBytes(firmId), fromBase64(record.wrapped));
    const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
    receiptKeys.set(firmId, key);
    return key;
  }

  return {
    async create(firmId) {
      const ids = idToBytes(firmId);
      const path = keyRingPaths.firmKey(dir, firmId);
      if (await exists(path)) throw new Error(`firm ${firmId} has keys already; they are never replaced`);
      await makePrivateDirectory(keyRingPaths.firm(dir, firmId));
      await makePrivateDirectory(keyRingPaths.containers(dir, firmId));
      const key = new Uint8Array(randomBytes(KEY_BYTES));
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
      const receiptPublicKey = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
      const wrappedSeed = wrap(key, RECEIPT_KEY, ids, seed);
      await writeDurably(
        keyRingPaths.receiptKey(dir, firmId),
        formatRecord({ format: RECEIPT_KEY, publicKey: toBase64(receiptPublicKey), wrapped: toBase64(wrappedSeed) }),
      );
      // The firm key last: a firm whose making was cut short has none, and can be made again.
      const wrapped = wrap(rootKey, FIRM_KEY, ids, key);
      await writeDurably(path, formatRecord({ format: FIRM_KEY, wrapped: toBase64(wrapped) }));
      firmKeys.set(firmId, key);
      return { receiptPublicKey };
    },
    firmKey,
    async sign(firmId, bytes) {
      return new Uint8Array(sign(null, bytes, await receiptKey(firmId)));
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
