import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestUploads, listen, type TestUploads } from './testing/test-uploads.ts';
import { begin, metadata, offsetOf, tus } from './testing/tus-request.ts';

const MIB = 1024 * 1024;
const directory = mkdtempSync(join(tmpdir(), 'schleuse-full-'));

/** A disk of 64 MiB; only root may mount one. */
const mounted = mountSmallDisk();

function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let t: TestUploads;
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  t = await createTestUploads({ dataDir: directory, cut: { bytes: 4 * MIB, milliseconds: 20_000 } });
  server = await listen(t);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await t[Symbol.asyncDispose]();
  if (mounted) execFileSync('umount', [directory]);
  rmSync(directory, { recursive: true, force: true });
});

// Without root there is no small disk to fill; the report then says so.
test.runIf(mounted)(
  'a full disk is 507; what was confirmed stays, and the upload goes on when there is room',
  async () => {
    const { token, actor } = await t.open();
    const ballast = join(directory, 'ballast');
    await writeFile(ballast, randomBytes(40 * MIB));
    const bytes = randomBytes(24 * MIB);
    const url = await begin(server.url, token, 'gross.bak', bytes.length);

    const full = await tus(url, 'PATCH', token, { 'upload-offset': '0' }, bytes);
    expect([full.status, full.problem['code']]).toEqual([507, 'storage_full']);
    const offset = await offsetOf(url, token);
    // All that fitted, not only whole segments: 32 MiB less the ballast, a twentieth, and what else lies there.
    expect(offset).toBeGreaterThan(8 * MIB);
    // All that fitted was kept, not only whole segments.
    expect((await segmentSizes(url)).at(-1)).toBeLessThan(4 * MIB);
    expect(await readdir(join(t.dataDir, 'objects', 'tmp'))).toEqual([]);
    const { bavail, bsize } = await statfs(directory);
    expect(bavail * bsize, 'room is left for the database').toBeGreaterThan(MIB / 2);
    const small = { 'upload-length': '9', 'upload-metadata': metadata({ filename: 'klein' }) };
    expect((await tus(server.url, 'POST', token, small, Buffer.from('123456789'))).status).toBe(507);

    rmSync(ballast);
    await expect.poll(() => t.store.isFull(), { interval: 50 }).toBe(false);
    expect((await tus(url, 'PATCH', token, { 'upload-offset': String(offset) }, bytes.subarray(offset))).status).toBe(
      204,
    );
    const id = url.split('/').at(-1) ?? '';
    expect((await t.readFile(id, bytes.length)).equals(bytes)).toBe(true);
    expect(t.fatal).toEqual([]);
    await t.uploads.terminateUpload(actor, id);
  },
);

test.runIf(mounted)('a disk that fills while a segment is written loses that segment only', async () => {
  // Nobody watches: the write itself meets the end of the disk.
  await using blind = await createTestUploads({
    dataDir: join(directory, 'blind'),
    store: { isFull: () => false },
    cut: { bytes: 4 * MIB, milliseconds: 20_000 },
  });
  await using blindServer = await listen(blind);
  const { token } = await blind.open();
  const ballast = join(directory, 'ballast');
  await writeFile(ballast, randomBytes(32 * MIB));
  const bytes = randomBytes(40 * MIB);
  const url = await begin(blindServer.url, token, 'gross.bak', bytes.length);
  const full = await tus(url, 'PATCH', token, { 'upload-offset': '0' }, bytes);
  expect(full.status).toBe(507);
  const offset = await offsetOf(url, token);
  expect(offset).toBeGreaterThan(10 * MIB);
  expect(offset % (4 * MIB)).toBeLessThan(MIB);
  expect(await readdir(join(blind.dataDir, 'objects', 'tmp'))).toEqual([]);
  const small = { 'upload-length': '200000', 'upload-metadata': metadata({ filename: 'klein' }) };
  const refused: number[] = [];
  for (let i = 0; i < 40 && !refused.includes(507); i++) {
    refused.push((await tus(blindServer.url, 'POST', token, small, randomBytes(200_000))).status);
  }
  expect(refused).toContain(507);
  expect(blind.fatal).toEqual([]);
  rmSync(ballast);
});

async function segmentSizes(url: string): Promise<number[]> {
  const rows = await t.database.inFirm(t.firmId, (tx) =>
    tx
      .selectFrom('segments')
      .select('size')
      .where('upload_id', '=', url.split('/').at(-1) ?? '')
      .orderBy('number')
      .execute(),
  );
  return rows.map((row) => row.size);
}
