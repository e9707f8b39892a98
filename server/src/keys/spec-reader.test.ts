import { createDecipheriv, createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { deriveFileKey } from '@schleuse/sealing/file-key';
import { sealChunk } from '@schleuse/sealing/seal';
import { startSegment } from '@schleuse/sealing/segment';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from 'hpke';
import { expect, test } from 'vitest';

import { openKeyRing } from './key-ring.ts';

// Reads what Schleuse wrote as a third party would: written from sealing/SPEC.md and the published formats alone, with
// nothing of sealing/ or keys/ on the reading side.

const text = (value: string): Buffer => Buffer.from(value, 'ascii');
const id = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function hkdfExpand(key: Buffer, info: Buffer, length: number): Buffer {
  let block = Buffer.alloc(0);
  let out = Buffer.alloc(0);
  for (let n = 1; out.length < length; n++) {
    block = createHmac('sha512', key)
      .update(Buffer.concat([block, info, Buffer.from([n])]))
      .digest();
    out = Buffer.concat([out, block]);
  }
  return out.subarray(0, length);
}

function openGcm(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

function readRootKey(file: string): Buffer {
  const signs = file
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('')
    .replaceAll(/[\s-]/g, '');
  expect(signs.slice(0, 4)).toBe('SRK1');
  let number = 0n;
  for (const sign of signs.slice(4)) number = number * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(sign));
  const bytes = Buffer.from(number.toString(16).padStart(70, '0'), 'hex');
  const key = bytes.subarray(0, 32);
  const check = createHash('sha256').update('schleuse.root-key.check.v1\0').update(key).digest();
  expect(bytes.subarray(32)).toEqual(check.subarray(0, 3));
  return key;
}

async function unwrapFile(path: string, key: Buffer, ids: Buffer): Promise<{ secret: Buffer; algorithm: number }> {
  const record = JSON.parse(await readFile(path, 'utf8')) as { format: string; wrapped: string; algorithm: number };
  const bytes = Buffer.from(record.wrapped, 'base64');
  const algorithm = Buffer.alloc(record.algorithm === undefined ? 0 : 2);
  if (record.algorithm !== undefined) algorithm.writeUInt16BE(record.algorithm);
  const wrapKey = hkdfExpand(key, text(`schleuse.wrap.v1\0${record.format}`), 32);
  const aad = Buffer.concat([text(`${record.format}\0`), ids, algorithm]);
  expect(bytes[0]).toBe(1);
  return { secret: openGcm(wrapKey, bytes.subarray(1, 13), aad, bytes.subarray(13)), algorithm: record.algorithm };
}

async function openSealedIntakeKey(privateKey: Buffer, sealed: Buffer, ids: Buffer): Promise<Buffer> {
  expect([sealed[0], sealed.readUInt16BE(1)]).toEqual([1, 0x647a]);
  const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const key = await suite.DeserializePrivateKey(new Uint8Array(privateKey), false);
  const info = new Uint8Array(Buffer.concat([text('schleuse.intake-key.v1\0'), ids]));
  const [enc, ciphertext] = [new Uint8Array(sealed.subarray(3, 1123)), new Uint8Array(sealed.subarray(1123))];
  return Buffer.from(await suite.Open(key, enc, ciphertext, { info }));
}

function openObject(fileKey: Buffer, object: Buffer): Buffer {
  const chunkSize = object.readUInt32BE(20);
  const info = Buffer.concat([
    text('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0'),
    object.subarray(60, 84),
    object.subarray(0, 60),
  ]);
  const material = hkdfExpand(fileKey, info, 76);
  expect(object.subarray(84, 116)).toEqual(material.subarray(44));
  const opened: Buffer[] = [];
  let last = chunkSize;
  for (let k = 0, at = 116; at < object.length; k++, at += chunkSize + 16) {
    const nonce = Buffer.from(material.subarray(32, 44));
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ k) >>> 0, 8);
    const chunk = openGcm(
      material.subarray(0, 32),
      nonce,
      Buffer.alloc(0),
      object.subarray(at, Math.min(at + chunkSize + 16, object.length)),
    );
    opened.push(chunk);
    last = chunk.length;
  }
  expect(last).toBeLessThan(chunkSize);
  return Buffer.concat(opened);
}

test('X7: a stored object opens from SPEC.md, the published formats and the key file alone', async () => {
  const base = await mkdtemp(join(tmpdir(), 'schleuse-spec-'));
  try {
    const [firmId, containerId, fileId] = [randomUUID(), randomUUID(), randomUUID()];
    const dataDir = join(base, 'data');
    const rootKeyFile = join(base, 'data.root-key');
    const ring = await openKeyRing({ dataDir, rootKeyFile });
    await ring.createFirmKeys(firmId);
    const container = { firmId, id: containerId, ...(await ring.createContainerKeys(firmId, containerId)) };
    const intake = await ring.newIntakeKey(container);
    const chunks = [Buffer.alloc(262_144, 'Kassenbuch '), Buffer.alloc(262_144, 'Beleg '), Buffer.from('Ende')];
    const header = { fileId, number: 0, intakeKeyId: intake.id, chunkBytes: 262_144 };
    const { prefix, state } = startSegment(deriveFileKey(intake.key, fileId), header);
    const object = Buffer.concat([prefix, ...chunks.flatMap((chunk) => sealChunk(state, chunk))]);

    const keyring = join(dataDir, 'keyring', firmId);
    const rootKey = readRootKey(await readFile(rootKeyFile, 'utf8'));
    const firmKey = await unwrapFile(join(keyring, 'firm-key.json'), rootKey, id(firmId));
    const ids = Buffer.concat([id(firmId), id(containerId)]);
    const pair = await unwrapFile(join(keyring, 'containers', `${containerId}.json`), firmKey.secret, ids);
    const intakeKeyId = object.subarray(44, 60);
    const intakeKey = await openSealedIntakeKey(
      pair.secret,
      Buffer.from(intake.sealed),
      Buffer.concat([ids, intakeKeyId]),
    );
    const fileKey = hkdfExpand(intakeKey, Buffer.concat([text('schleuse.file-key.v1\0'), object.subarray(28, 44)]), 32);
    expect(openObject(fileKey, object).equals(Buffer.concat(chunks))).toBe(true);
  } finally {
    await rm(base, { recursive: true });
  }
});
