import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expandKey } from '@schleuse/sealing/expand-key';
import { deriveFileKey } from '@schleuse/sealing/file-key';
import { idToBytes } from '@schleuse/sealing/id-bytes';
import { openIntakeKey } from '@schleuse/sealing/key-sealing';
import { Client } from 'pg';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Every key of one drop-off, opened as sealing/SPEC.md says: with the data, the key ring and the root key file. */
export async function openKeysOf(house: { dataDir: string; rootKeyFile: string }, dropoffId: string) {
  const client = new Client({
    host: join(house.dataDir, 'postgres-socket'),
    port: 5432,
    user: 'schleuse_owner',
    database: 'schleuse',
  });
  await client.connect();
  const { rows } = await client.query<{
    firm: string;
    container: string;
    key: string;
    sealed: Buffer;
    files: string[];
  }>(
    `select d.firm_id as firm, d.container_id as container, k.id as key, k.sealed,
            array(select distinct upload_id::text from segments where intake_key_id = k.id) as files
       from dropoffs d join intake_keys k on k.container_id = d.container_id where d.id = $1`,
    [dropoffId],
  );
  await client.end();
  const [first] = rows;
  if (!first) throw new Error('no keys');
  const { firm, container } = first;
  const ring = join(house.dataDir, 'keyring', firm);
  const rootKey = await readRootKey(house.rootKeyFile);
  const firmKey = await unwrapFile(join(ring, 'firm-key.json'), rootKey, 'schleuse.firm-key.v1', idToBytes(firm));
  const path = join(ring, 'containers', `${container}.json`);
  const { algorithm } = JSON.parse(await readFile(path, 'utf8')) as { algorithm: number };
  const ids = Buffer.concat([idToBytes(firm), idToBytes(container), Uint8Array.of(algorithm >> 8, algorithm & 255)]);
  const containerKey = await unwrapFile(path, firmKey, 'schleuse.container-key.v1', ids);
  const keys: Record<string, Uint8Array> = { rootKey, firmKey, containerKey };
  for (const [index, { key, sealed, files }] of rows.entries()) {
    const place = { firmId: firm, containerId: container, intakeKeyId: key };
    const intakeKey = await openIntakeKey({ algorithm, privateKey: containerKey }, place, sealed);
    keys[`intakeKey${index}`] = intakeKey;
    for (const [number, file] of files.entries()) keys[`fileKey${index}.${number}`] = deriveFileKey(intakeKey, file);
  }
  return keys;
}

async function readRootKey(file: string): Promise<Uint8Array> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => !line.startsWith('#'));
  const text = lines.join('').replaceAll('-', '').trim().slice('SRK1'.length);
  const bits = [...text].map((digit) => digits.indexOf(digit).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(bits.slice(8 * index, 8 * index + 8), 2));
}

async function unwrapFile(path: string, key: Uint8Array, label: string, ids: Uint8Array): Promise<Uint8Array> {
  const { wrapped } = JSON.parse(await readFile(path, 'utf8')) as { wrapped: string };
  const bytes = Buffer.from(wrapped, 'base64');
  const wrappingKey = expandKey(key, Buffer.from(`schleuse.wrap.v1\0${label}`), 32);
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, bytes.subarray(1, 13));
  decipher.setAAD(Buffer.concat([Buffer.from(`${label}\0`), ids])).setAuthTag(bytes.subarray(-16));
  return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(13, -16)), decipher.final()]));
}
