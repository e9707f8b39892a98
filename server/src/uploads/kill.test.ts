import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { begin, offsetOf, openPatch, sendAll, tus } from './testing/tus-request.ts';
import { createServerDirectory, kill, postmasterPid, type UploadsProcess } from './testing/uploads-process.ts';

const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const pathOf = (url: string): string => new URL(url).pathname;

async function readStored(server: UploadsProcess, url: string): Promise<{ bytes: Buffer; sha256: string | null }> {
  const response = await fetch(`${server.origin}/stored/${url.split('/').at(-1)}`);
  return { bytes: Buffer.from(await response.arrayBuffer()), sha256: response.headers.get('sha256') };
}

async function committedOf(server: UploadsProcess, url: string): Promise<number> {
  const response = await fetch(`${server.origin}/received/${url.split('/').at(-1)}`);
  return ((await response.json()) as { received: number }).received;
}

test('D3: a server killed in mid-PATCH has lost no confirmed byte, shows no half file, and goes on', async () => {
  await using place = await createServerDirectory();
  const bytes = randomBytes(24 * MIB + 11);
  let server = await place.start({ SERVE_CUT_BYTES: String(2 * MIB) });
  const url = await begin(server.url, server.token, 'Datenbank.bak', bytes.length);
  let confirmed = 0;
  for (const aim of [7 * MIB, 15 * MIB, 22 * MIB]) {
    const socket = await openPatch(
      url.replace(/^http:\/\/[^/]+/, server.origin),
      server.token,
      confirmed,
      bytes.length - confirmed,
    );
    await sendAll(socket, bytes.subarray(confirmed, aim));
    let committed = 0;
    await expect
      .poll(async () => (committed = await committedOf(server, url)), { timeout: 20_000, interval: 5 })
      .toBeGreaterThan(confirmed);
    await kill(server.child);
    server = await place.start({ SERVE_CUT_BYTES: String(2 * MIB) });
    const offset = await offsetOf(server.origin + pathOf(url), server.token);
    expect(offset).toBeGreaterThanOrEqual(committed);
    expect(offset).toBeLessThanOrEqual(aim);
    confirmed = offset;
  }
  const here = server.origin + pathOf(url);
  const small = randomBytes(10_000);
  const acknowledged = await tus(
    server.url,
    'POST',
    server.token,
    { 'upload-length': '10000', 'upload-metadata': 'filename a2xlaW4=' },
    small,
  );
  expect(
    (await tus(here, 'PATCH', server.token, { 'upload-offset': String(confirmed) }, bytes.subarray(confirmed))).status,
  ).toBe(204);
  await kill(server.child);

  server = await place.start();
  const large = await readStored(server, server.origin + pathOf(url));
  expect(sha256(large.bytes)).toBe(sha256(bytes));
  // The running hash was lost with the process; it is computed from the stored bytes when it is needed.
  expect(large.sha256).toBe('none');
  const kept = await readStored(server, acknowledged.headers.get('location') ?? '');
  expect(kept.sha256).toBe(sha256(small));
  expect(kept.bytes.equals(small)).toBe(true);

  // Whatever the killed processes had left, the sweep takes nothing that was confirmed.
  expect((await fetch(`${server.origin}/sweep`, { method: 'POST' })).status).toBe(200);
  expect(sha256((await readStored(server, url)).bytes)).toBe(sha256(bytes));
}, 120_000);

test('a database that is lost in mid-upload is 503 with Retry-After; the upload goes on when it is back', async () => {
  await using place = await createServerDirectory();
  const bytes = randomBytes(5 * MIB);
  const server = await place.start();
  const url = await begin(server.url, server.token, 'Datenbank.bak', bytes.length);
  const first = await openPatch(url, server.token, 0, bytes.length);
  await sendAll(first, bytes.subarray(0, 2 * MIB));
  let answer = '';
  first.on('data', (piece: Buffer) => {
    answer += piece.toString();
  });
  await sleep(300);
  process.kill(await postmasterPid(place.directory), 'SIGKILL');
  await sendAll(first, bytes.subarray(2 * MIB));
  await expect
    .poll(() => answer, { timeout: 20_000 })
    .toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: \d+[\s\S]*_unavailable/i);

  let offset = -1;
  await expect
    .poll(
      async () => {
        const { status, headers } = await tus(url, 'HEAD', server.token);
        offset = Number(headers.get('upload-offset'));
        return status;
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe(200);
  const rest = await tus(url, 'PATCH', server.token, { 'upload-offset': String(offset) }, bytes.subarray(offset));
  expect(rest.status).toBe(204);
  expect((await readStored(server, url)).bytes.equals(bytes)).toBe(true);
  expect(server.child.exitCode).toBeNull();
}, 90_000);
