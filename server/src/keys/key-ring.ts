import { timingSafeEqual } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expandKey } from '@schleuse/sealing/expand-key';
import { KEY_BYTES } from '@schleuse/sealing/message-keys';

import { type ContainerRef, createContainerKeyStore } from './container-keys.ts';
import { makePrivateDirectory, writeDurably } from './durable-file.ts';
import { createFirmKeyStore } from './firm-keys.ts';
import { createIntakeKeys, type IntakeKeys } from './intake-keys.ts';
import { type InventorySigner, openInventorySigner } from './inventory-key.ts';
import { formatRecord, fromBase64, keyRingPaths, readRecord, toBase64 } from './key-ring-files.ts';
import { loadRootKey } from './root-key-file.ts';
import { createSigningKey, openSigningKey, type SigningKey, type SigningKeyPlace } from './signing-keys.ts';
import { fingerprintRootKey, RootKeyError } from './root-key-text.ts';
import { unwrap, wrap } from './wrap.ts';

const SFTP_HOST_KEY = 'schleuse.sftp-host-key.v1';
const ROOT_CHECK = 'schleuse.root-check.v1';
const NO_IDS = new Uint8Array(0);

/** What the operator needs to keep: where the root key lies and how to recognise it on paper. */
export type RecoverySheet = { rootKeyFile: string; fingerprint: string };

/**
 * What needs the root key: opening, signing, making and destroying keys. A process that only takes files in has
 * `IntakeKeys` and nothing of this; what asks for it does not compile there.
 */
export type OpeningKeys = {
  readonly recoverySheet: RecoverySheet;
  /** Makes a firm's keys, durable when resolved. Refuses a firm that has keys. */
  createFirmKeys(firmId: string): Promise<{ receiptPublicKey: Uint8Array }>;
  /** Makes a container's key pair, durable when resolved. */
  createContainerKeys(firmId: string, containerId: string): Promise<{ algorithm: number; publicKey: Uint8Array }>;
  /** @throws NotFound `erased` once the container's keys were destroyed */
  openIntakeKey(container: ContainerRef, intakeKey: { id: string; sealed: Uint8Array }): Promise<Uint8Array>;
  /** Destroys a container's private key for good: overwritten, removed, durable when resolved. Can be repeated. */
  destroyContainerKeys(firmId: string, containerId: string): Promise<void>;
  /** Whether the container's private key is still there. */
  holdsContainerKeys(firmId: string, containerId: string): Promise<boolean>;
  /** The key that signs what a backup holds; undefined when there is none and none shall be made. */
  inventorySigner(options: { make: boolean }): Promise<InventorySigner | undefined>;
  /** Ed25519 signature (64 bytes) with the firm's receipt key. */
  signReceipt(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** The public key (Ed25519, 32 bytes) of the firm's log; made, durable when resolved, at the first call, which must
   * not happen twice at once. */
  createLogKey(firmId: string): Promise<Uint8Array>;
  /** Ed25519 signature (64 bytes) with the key of the firm's log. */
  signCheckpoint(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** The Ed25519 key by which clients recognise the SFTP server; made at the first call. */
  sftpHostKey(): Promise<SigningKey>;
  /** Seals a small secret of the house for the database; `purpose` names use and row, and is needed to open it. */
  sealSecret(purpose: string, secret: Uint8Array): Promise<Uint8Array>;
  /** @throws UnwrapError */
  openSecret(purpose: string, sealed: Uint8Array): Promise<Uint8Array>;
  /** 32 bytes for one purpose, the same at every start. */
  deriveSecret(purpose: string): Uint8Array;
};

/** All keys of the house. */
export type KeyRing = IntakeKeys & OpeningKeys;

/**
 * Opens the key ring in `DATA_DIR/keyring`; on an empty data directory makes root key and ring. To be called before
 * anything else writes into the data directory.
 * @throws RootKeyError with one plain sentence for the operator
 */
export async function openKeyRing(config: { dataDir: string; rootKeyFile: string }): Promise<KeyRing> {
  const rootKey = await loadRootKey(config.rootKeyFile, config.dataDir);
  const dir = join(config.dataDir, 'keyring');
  await checkRootKey(dir, rootKey, config.rootKeyFile);
  const firms = createFirmKeyStore(dir, rootKey);
  const containers = createContainerKeyStore(dir, firms);
  const hostKeyPlace = {
    path: keyRingPaths.sftpHostKey(dir),
    format: SFTP_HOST_KEY,
    wrappingKey: rootKey,
    ids: NO_IDS,
  };
  let hostKey: Promise<SigningKey> | undefined;
  return {
    ...createIntakeKeys(),
    recoverySheet: { rootKeyFile: config.rootKeyFile, fingerprint: fingerprintRootKey(rootKey) },
    createFirmKeys: (firmId) => firms.create(firmId),
    createContainerKeys: (firmId, containerId) => containers.create(firmId, containerId),
    openIntakeKey: (container, intakeKey) => containers.open(container, intakeKey),
    destroyContainerKeys: (firmId, containerId) => containers.destroy(firmId, containerId),
    holdsContainerKeys: (firmId, containerId) => containers.holds(firmId, containerId),
    inventorySigner: (options) => openInventorySigner(dir, rootKey, options),
    signReceipt: (firmId, bytes) => firms.sign(firmId, bytes),
    createLogKey: (firmId) => firms.createLogKey(firmId),
    signCheckpoint: (firmId, bytes) => firms.signCheckpoint(firmId, bytes),
    sftpHostKey: () => (hostKey ??= openOrCreate(hostKeyPlace)),
    sealSecret: async (purpose, secret) => wrap(rootKey, `secret:${purpose}`, NO_IDS, secret),
    openSecret: async (purpose, sealed) => unwrap(rootKey, `secret:${purpose}`, NO_IDS, sealed),
    deriveSecret: (purpose) => expandKey(rootKey, Buffer.from(`schleuse.purpose.v1:${purpose}`), KEY_BYTES),
  };
}

async function openOrCreate(place: SigningKeyPlace): Promise<SigningKey> {
  const known = await openSigningKey(place);
  if (known) return known;
  await createSigningKey(place);
  // Read back: of two processes that made one at the same time, the file says whose it is.
  const made = await openSigningKey(place);
  if (!made) throw new Error(`${place.path} was removed as it was made`);
  return made;
}

/** Compares the root key with the value the ring was made with, or leaves that value in a new ring. */
async function checkRootKey(dir: string, rootKey: Uint8Array, file: string): Promise<void> {
  const path = keyRingPaths.rootCheck(dir);
  const expected = expandKey(rootKey, Buffer.from(ROOT_CHECK), KEY_BYTES);
  const record = await readRecord(path, ROOT_CHECK);
  if (record) {
    const stored = fromBase64(record.wrapped);
    if (stored.length === expected.length && timingSafeEqual(stored, expected)) return;
    throw new RootKeyError(
      `The root key in ${file} (fingerprint ${fingerprintRootKey(rootKey)}) is not the one this data was sealed with.`,
    );
  }
  await makePrivateDirectory(dir);
  // A temporary file is what a crash in the very first start leaves.
  if ((await readdir(dir)).some((name) => !name.endsWith('.tmp'))) {
    throw new RootKeyError(`The key ring ${dir} is damaged: ${path} is missing, so the root key cannot be checked.`);
  }
  await writeDurably(path, formatRecord({ format: ROOT_CHECK, wrapped: toBase64(expected) }));
}
