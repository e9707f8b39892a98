import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { idToBytes } from '@schleuse/sealing/id-bytes';

/** Where the key ring keeps what. Throws for an id that is no UUID, so that none can lead elsewhere. */
export const keyRingPaths = {
  rootCheck: (dir: string): string => join(dir, 'root-check.json'),
  inventoryKey: (dir: string): string => join(dir, 'inventory-key.json'),
  sftpHostKey: (dir: string): string => join(dir, 'sftp-host-key.json'),
  firm: (dir: string, firmId: string): string => join(dir, checked(firmId)),
  firmKey: (dir: string, firmId: string): string => join(dir, checked(firmId), 'firm-key.json'),
  receiptKey: (dir: string, firmId: string): string => join(dir, checked(firmId), 'receipt-key.json'),
  logKey: (dir: string, firmId: string): string => join(dir, checked(firmId), 'log-key.json'),
  containers: (dir: string, firmId: string): string => join(dir, checked(firmId), 'containers'),
  containerKey: (dir: string, firmId: string, containerId: string): string =>
    join(dir, checked(firmId), 'containers', `${checked(containerId)}.json`),
};

function checked(id: string): string {
  idToBytes(id);
  return id;
}

/** A file of the key ring (SPEC.md, "Key ring"). Everything but `wrapped` is public. */
export type KeyRecord = { format: string; wrapped: string; algorithm?: number; publicKey?: string };

export function formatRecord(record: KeyRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** The record, or undefined when there is no such file. */
export async function readRecord(path: string, format: string): Promise<KeyRecord | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as KeyRecord;
  if (record.format !== format) throw new Error(`${path} is not a ${format} this version knows`);
  return record;
}

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
