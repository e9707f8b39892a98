import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse } from '../dropoffs/testing/dropoff-house.ts';
import { zipStream } from './zip-stream.ts';

const run = promisify(execFile);
const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Opened by an implementation that is not ours: name → size and SHA-256, after its own check of every checksum. */
async function openWithPython(path: string): Promise<Record<string, { size: number; sha256: string }>> {
  const script = `
import sys, json, zipfile, hashlib
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    assert all(i.compress_type == zipfile.ZIP_STORED for i in z.infolist())
    assert all(i.flag_bits & 0x800 for i in z.infolist())
    print(json.dumps({i.filename: {'size': i.file_size, 'sha256': hashlib.sha256(z.read(i)).hexdigest()} for i in z.infolist()}))
`;
  const { stdout } = await run('python3', ['-c', script, path]);
  return JSON.parse(stdout) as Record<string, { size: number; sha256: string }>;
}

async function* failing() {
  yield Buffer.alloc(5);
  throw new Error('disk fault');
}

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
});
afterAll(() => house[Symbol.asyncDispose]());

describe('D5: all files as one archive', () => {
  test('D5: python opens it: folders, umlauts, duplicates, an empty file; its length was known beforehand', async () => {
    const one = await house.openOne(firm.id);
    const contents = {
      'Größe €.txt': Buffer.from('ä'),
      'Ordner/Unter/db.fdb': randomBytes(600_000),
      'leer.txt': Buffer.alloc(0),
    };
    for (const [path, content] of Object.entries(contents)) {
      const name = path.split('/').at(-1) ?? '';
      await house.send(one.submitter, { name, relativePath: path.includes('/') ? path : '', segments: [content] });
    }
    await house.send(one.submitter, { name: 'LEER.txt', segments: [Buffer.from('doch nicht')] });
    // Uploads refuses such a name; should a row hold one all the same, it must do no harm.
    const hostile = await house.send(one.submitter, { name: 'x', segments: [Buffer.from('x')] });
    await house.database.asOwner(`update files set relative_path = '../../etc/x' where id = '${hostile}'`);
    const { stream, size } = await house.files.streamZip(firm.staff, one.id);
    const archive = await buffer(stream);
    expect(archive.length).toBe(size);
    const path = join(house.base, 'archive.zip');
    await writeFile(path, archive);
    expect(await openWithPython(path)).toEqual({
      ...Object.fromEntries(
        Object.entries(contents).map(([name, content]) => [name, { size: content.length, sha256: hex(content) }]),
      ),
      'LEER (2).txt': { size: 10, sha256: hex(Buffer.from('doch nicht')) },
      'etc/x': { size: 1, sha256: hex(Buffer.from('x')) },
    });
    const { events } = await house.dropoffs.detail(firm.staff, one.id);
    const read = events.find((event) => event.kind === 'archive-read');
    expect(read).toMatchObject({ actorKind: 'staff', details: { files: 5, bytes: 600_013 } });
  });

  test('D12: the length is right beyond 4 GiB too (ZIP64)', () => {
    const entry = { changedAt: new Date(), open: () => Readable.from([]) };
    const small = zipStream([{ ...entry, path: 'a', size: 2 ** 31 }]);
    const large = zipStream([{ ...entry, path: 'a', size: 2 ** 32 }]);
    const many = zipStream([
      { ...entry, path: 'a', size: 2 ** 32 },
      { ...entry, path: 'b', size: 5 },
    ]);
    for (const { stream } of [small, large, many]) stream.destroy();
    // APPNOTE 6.3.10: 28 bytes of extra field, 8 more in the descriptor, 76 for the ZIP64 end records.
    expect((large.size ?? 0) - (small.size ?? 0)).toBe(2 ** 31 + 28 + 8 + 76);
    expect((many.size ?? 0) - (large.size ?? 0)).toBe(5 + 30 + 1 + 24 + 46 + 1 + 9 + 28);
  });

  test('D5: when the client goes away the reading stops, and no further file is opened', async () => {
    const opened: string[] = [];
    const closed: string[] = [];
    async function* pieces(path: string) {
      opened.push(path);
      try {
        for (let n = 0; n < 500; n += 1) yield Buffer.alloc(100_000);
      } finally {
        closed.push(path);
      }
    }
    const entry = (path: string) => ({
      path,
      size: 50_000_000,
      changedAt: new Date(),
      open: () => Readable.from(pieces(path)),
    });
    const { stream } = zipStream([entry('a'), entry('b')]);
    for await (const _ of stream) break;
    await expect.poll(() => closed).toEqual(['a']);
    expect(opened).toEqual(['a']);
  });

  test('D5: a fault in the middle breaks the stream, so that half an archive never looks whole', async () => {
    const entry = { path: 'a', size: 10, changedAt: new Date(), open: () => Readable.from(failing()) };
    const { stream } = zipStream([entry]);
    await expect(buffer(stream)).rejects.toThrow('disk fault');
  });

  test('D5: a file with fewer bytes than its row says breaks the stream too', async () => {
    const entry = { path: 'a', size: 10, changedAt: new Date(), open: () => Readable.from([Buffer.alloc(5)]) };
    const { stream } = zipStream([entry]);
    await expect(buffer(stream)).rejects.toThrow('unexpected number of bytes');
  });
});
