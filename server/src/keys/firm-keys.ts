import { randomBytes, sign } from 'node:crypto';
import { access } from 'node:fs/promises';

import { idToBytes } from '@schleuse/sealing/id-bytes';
import { KEY_BYTES } from '@schleuse/sealing/message-keys';

import { NotFound } from '../errors.ts';
import { makePrivateDirectory, writeDurably } from './durable-file.ts';
import { formatRecord, fromBase64, keyRingPaths, readRecord, toBase64 } from './key-ring-files.ts';
import { createSigningKey, openSigningKey, type SigningKey, type SigningKeyPlace } from './signing-keys.ts';
import { unwrap, wrap } from './wrap.ts';

const FIRM_KEY = 'schleuse.firm-key.v1';
const RECEIPT_KEY = 'schleuse.receipt-key.v1';
const LOG_KEY = 'schleuse.log-key.v1';

/** The keys of each firm: one that wraps its containers' keys, one that signs its receipts, one its log. */
export type FirmKeys = {
  create(firmId: string): Promise<{ receiptPublicKey: Uint8Array }>;
  /** @throws NotFound for a firm without keys */
  firmKey(firmId: string): Promise<Uint8Array>;
  sign(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** The log's public key; made at the first call, which nobody else may make at the same time. */
  createLogKey(firmId: string): Promise<Uint8Array>;
  signCheckpoint(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
};

export function createFirmKeyStore(dir: string, rootKey: Uint8Array): FirmKeys {
  const firmKeys = new Map<string, Uint8Array>();
  const receiptKeys = new Map<string, SigningKey>();
  const logKeys = new Map<string, SigningKey>();

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

  const receiptPlace = (firmId: string, key: Uint8Array) =>
    placeOf(keyRingPaths.receiptKey(dir, firmId), RECEIPT_KEY, firmId, key);
  const logPlace = (firmId: string, key: Uint8Array) => placeOf(keyRingPaths.logKey(dir, firmId), LOG_KEY, firmId, key);

  async function receiptKey(firmId: string): Promise<SigningKey> {
    const key = receiptKeys.get(firmId) ?? (await openSigningKey(receiptPlace(firmId, await firmKey(firmId))));
    if (!key) throw new NotFound('firm_keys_missing', 'This firm has no key for receipts here.');
    receiptKeys.set(firmId, key);
    return key;
  }

  async function logKey(firmId: string): Promise<SigningKey | undefined> {
    const key = logKeys.get(firmId) ?? (await openSigningKey(logPlace(firmId, await firmKey(firmId))));
    if (key) logKeys.set(firmId, key);
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
      const { publicKey: receiptPublicKey } = await createSigningKey(receiptPlace(firmId, key));
      // The firm key last: a firm whose making was cut short has none, and can be made again.
      const wrapped = wrap(rootKey, FIRM_KEY, ids, key);
      await writeDurably(path, formatRecord({ format: FIRM_KEY, wrapped: toBase64(wrapped) }));
      firmKeys.set(firmId, key);
      return { receiptPublicKey };
    },
    firmKey,
    async sign(firmId, bytes) {
      return new Uint8Array(sign(null, bytes, (await receiptKey(firmId)).key));
    },
    async createLogKey(firmId) {
      const known = await logKey(firmId);
      if (known) return known.publicKey;
      const made = await createSigningKey(logPlace(firmId, await firmKey(firmId)));
      logKeys.set(firmId, made);
      return made.publicKey;
    },
    async signCheckpoint(firmId, bytes) {
      const found = await logKey(firmId);
      if (!found) throw new NotFound('firm_keys_missing', 'This firm has no key for its log here.');
      return new Uint8Array(sign(null, bytes, found.key));
    },
  };
}

function placeOf(path: string, format: string, firmId: string, wrappingKey: Uint8Array): SigningKeyPlace {
  return { path, format, wrappingKey, ids: idToBytes(firmId) };
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
