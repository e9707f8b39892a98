import { createHash, createPublicKey, verify } from 'node:crypto';

import type { InventorySigner } from '../keys/inventory-key.ts';

/** One stored file: `path` within its folder, size in bytes, SHA-256 in hex of the bytes as they lie there. */
export type FileEntry = { path: string; size: number; sha256: string };

/** What one run of the backup stored. */
export type Inventory = {
  format: 'schleuse-backup-inventory-v1';
  /** Stays the same for all inventories of one backup directory. */
  chain: string;
  number: number;
  takenAt: string;
  /** Of the program that took it. */
  version: string;
  /** Which one came before, with the SHA-256 of its file; null for the first. */
  previous: { number: number; sha256: string } | null;
  /** SHA-256 of the list of keys at that moment; the keys themselves are kept in their latest state only. */
  keys: string;
  database: FileEntry & { kind: 'cluster' | 'dump' };
  objects: FileEntry[];
  /** How far each firm's evidence log was mirrored, see log-mirror.ts; older inventories have none. */
  logs?: { firmId: string; size: number; root: string }[];
};

/** Which keys the mirror holds now. */
export type KeyList = {
  format: 'schleuse-backup-keys-v1';
  chain: string;
  /** The inventory that was the newest when this was written. */
  after: number;
  files: FileEntry[];
};

/** The newest head of a firm's evidence log that was mirrored. Its entries' hashes lie beside it, 32 bytes each. */
export type LogHead = {
  format: 'schleuse-backup-log-v1';
  chain: string;
  firmId: string;
  /** The log's name and Ed25519 key (base64), for ever the same. */
  origin: string;
  publicKey: string;
  size: number;
  /** base64 */
  root: string;
  /** Signed notes: the newest, and the newest that a witness signed too ('' without). */
  checkpoint: string;
  cosignedSize: number;
  cosignedCheckpoint: string;
};

export type SignedList = Inventory | KeyList | LogHead;

// Ed25519 as SubjectPublicKeyInfo (RFC 8410, 4).
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Two lines: the list as JSON, and the Ed25519 signature (base64) of its format, a line feed and that first line. */
export function formatSigned(list: SignedList, signer: InventorySigner): string {
  const body = JSON.stringify(list);
  const signature = Buffer.from(signer.sign(signedBytes(list.format, body))).toString('base64');
  return `${body}\n${signature}\n`;
}

/** @throws Error in words that go behind a file's name: it is not a list, or not signed by this key. */
export function parseSigned<T extends SignedList>(text: string, format: T['format'], publicKey: Uint8Array): T {
  const [body = '', signature = '', rest] = text.split('\n');
  if (rest !== '') throw new Error('is cut short or not a signed list');
  const key = createPublicKey({ key: Buffer.concat([ED25519_SPKI, publicKey]), format: 'der', type: 'spki' });
  if (!verify(null, signedBytes(format, body), key, Buffer.from(signature, 'base64'))) {
    throw new Error('was changed: its signature does not fit');
  }
  return JSON.parse(body) as T;
}

function signedBytes(format: string, body: string): Buffer {
  return Buffer.from(`${format}\n${body}`);
}

export function digestOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export function digestOfFiles(files: FileEntry[]): string {
  return digestOf(JSON.stringify(files.map(({ path, size, sha256 }) => [path, size, sha256])));
}
