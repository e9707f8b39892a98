import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestUploads, listen, type TestUploads } from './testing/test-uploads.ts';
import { begin, metadata, offsetOf, openPatch, statusFrom, tus } from './testing/tus-request.ts';

let t: TestUploads;
let server: Awaited<ReturnType<typeof listen>>;
let token: string;
let base: string;
beforeAll(async () => {
  t = await createTestUploads({ limits: { maxFileBytes: 50_000_000 } });
  server = await listen(t);
  base = server.url;
  ({ token } = await t.open());
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await t[Symbol.asyncDispose]();
});

const create = (values: Record<string, string | Uint8Array>, headers: Record<string, string | undefined> = {}) =>
  tus(base, 'POST', token, { 'upload-length': '5', 'upload-metadata': metadata(values), ...headers });

test('OPTIONS names version, extensions and checksums; with a token also the largest file', async () => {
  const { status, headers } = await tus(base, 'OPTIONS', undefined, { 'tus-resumable': undefined });
  expect(status).toBe(204);
  expect(headers.get('tus-version')).toBe('1.0.0');
  expect(headers.get('tus-extension')).toBe('creation,creation-with-upload,checksum,expiration,termination');
  expect(headers.get('tus-checksum-algorithm')).toBe('sha256,sha1');
  expect(headers.get('tus-max-size')).toBeNull();
  expect((await tus(base, 'OPTIONS', token)).headers.get('tus-max-size')).toBe('50000000');
});

test('D3: creation, HEAD and PATCH speak tus 1.0', async () => {
  const created = await create({
    filename: 'Jahresabschluß.pdf',
    filetype: 'application/pdf',
    relativePath: 'A/Jahresabschluß.pdf',
  });
  expect(created.status).toBe(201);
  expect(created.headers.get('tus-resumable')).toBe('1.0.0');
  expect(created.headers.get('upload-expires')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  const url = new URL(created.headers.get('location') ?? '', base).href;
  const seen = await tus(url, 'HEAD', token);
  expect(seen.status).toBe(200);
  expect(seen.headers.get('upload-length')).toBe('5');
  expect(seen.headers.get('upload-offset')).toBe('0');
  expect(seen.headers.get('cache-control')).toBe('no-store');
  expect(seen.headers.get('upload-metadata')).toBe(
    metadata({ filename: 'Jahresabschluß.pdf', filetype: 'application/pdf', relativePath: 'A/Jahresabschluß.pdf' }),
  );
  const first = await tus(url, 'PATCH', token, { 'upload-offset': '0' }, Buffer.from('123'));
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '3']);
  const last = await tus(url, 'PATCH', token, { 'upload-offset': '3' }, Buffer.from('45'));
  expect([last.status, last.headers.get('upload-offset'), last.headers.get('upload-expires')]).toEqual([
    204,
    '5',
    null,
  ]);
});

test('creation with all bytes and with some of them', async () => {
  const some = await tus(
    base,
    'POST',
    token,
    { 'upload-length': '10', 'upload-metadata': metadata({ filename: 'x' }) },
    Buffer.from('1234'),
  );
  expect([some.status, some.headers.get('upload-offset')]).toEqual([201, '4']);
  const all = await tus(
    base,
    'POST',
    token,
    { 'upload-length': '4', 'upload-metadata': metadata({ filename: 'y' }) },
    Buffer.from('1234'),
  );
  expect([all.status, all.headers.get('upload-offset')]).toEqual([201, '4']);
  const large = randomBytes(1_000_000);
  const whole = await tus(
    base,
    'POST',
    token,
    { 'upload-length': '1000000', 'upload-metadata': metadata({ filename: 'z' }) },
    large,
  );
  expect([whole.status, whole.headers.get('upload-offset')]).toEqual([201, '1000000']);
});

test('a missing or wrong version is 412, and the right one is named', async () => {
  for (const version of [undefined, '0.2.2']) {
    const { status, headers, problem } = await tus(base, 'POST', token, { 'tus-resumable': version });
    expect([status, problem['code'], headers.get('tus-version')]).toEqual([412, 'tus_version_unsupported', '1.0.0']);
  }
});

test('a wrong offset is 409 and says the right one; a missing one is 400', async () => {
  const url = await begin(base, token, 'a', 10);
  const wrong = await tus(url, 'PATCH', token, { 'upload-offset': '5' }, Buffer.from('12345'));
  expect([wrong.status, wrong.problem['code'], wrong.problem['offset']]).toEqual([409, 'offset_mismatch', 0]);
  for (const offset of [undefined, '-1', '1.5', 'x', '99999999999999999999']) {
    const missing = await tus(url, 'PATCH', token, { 'upload-offset': offset }, Buffer.from('12345'));
    expect([missing.status, missing.problem['code']]).toEqual([400, 'offset_missing']);
  }
  expect(await offsetOf(url, token)).toBe(0);
});

test('another content type is 415', async () => {
  const url = await begin(base, token, 'a', 3);
  const headers = { 'upload-offset': '0', 'content-type': 'application/json' };
  const { status } = await tus(url, 'PATCH', token, headers, Buffer.from('{}'));
  expect(status).toBe(415);
});

test('a body longer than the file is 413 and nothing of it counts', async () => {
  const url = await begin(base, token, 'a', 3);
  const { status, problem } = await tus(url, 'PATCH', token, { 'upload-offset': '0' }, Buffer.from('1234'));
  expect([status, problem['code']]).toEqual([413, 'body_too_large']);
  expect(await offsetOf(url, token)).toBe(0);
});

test('a body that is announced too long is refused before it is sent', async () => {
  const url = await begin(base, token, 'a', 3);
  const socket = await openPatch(url, token, 0, 10_000_000);
  expect(await statusFrom(socket)).toBe(413);
  socket.destroy();
});

test('a file over the limit is 413 before its first byte', async () => {
  const { status, problem } = await create({ filename: 'gross' }, { 'upload-length': '50000001' });
  expect([status, problem['code'], problem['limit']]).toEqual([413, 'file_too_large', 50_000_000]);
});

test.each([undefined, '-1', 'viel', '1e3', '99999999999999999'])('an upload length of %s is 400', async (length) => {
  const { status, problem } = await create({ filename: 'x' }, { 'upload-length': length });
  expect([status, problem['code']]).toEqual([400, 'length_invalid']);
});

test.each(['sha1', 'sha256'])('a checksum by %s is checked before anything counts', async (algorithm) => {
  const bytes = randomBytes(700_000);
  const url = await begin(base, token, `mit-${algorithm}`, bytes.length);
  const digest = (of: Uint8Array) => createHash(algorithm).update(of).digest('base64');
  const send = (checksum: string) =>
    tus(url, 'PATCH', token, { 'upload-offset': '0', 'upload-checksum': checksum }, bytes);
  const wrong = await send(`${algorithm} ${digest(Buffer.from('anders'))}`);
  expect([wrong.status, wrong.problem['code']]).toEqual([460, 'checksum_mismatch']);
  expect(await offsetOf(url, token)).toBe(0);
  expect((await send('md5 1B2M2Y8AsgTpgAmY7PhCfg==')).status).toBe(400);
  expect((await send(`${algorithm} AAAA`)).status).toBe(400);
  expect((await send(`${algorithm} ${digest(bytes)}`)).status).toBe(204);
  const id = url.split('/').at(-1) ?? '';
  expect((await t.readFile(id, bytes.length)).equals(bytes)).toBe(true);
  const file = await t.database.inFirm(t.firmId, (tx) =>
    tx.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  expect(file?.sha256?.equals(createHash('sha256').update(bytes).digest())).toBe(true);
});

test('creation with a wrong checksum creates nothing', async () => {
  const headers = {
    'upload-length': '3',
    'upload-metadata': metadata({ filename: 'nie' }),
    'upload-checksum': `sha1 ${Buffer.alloc(20).toString('base64')}`,
  };
  expect((await tus(base, 'POST', token, headers, Buffer.from('abc'))).status).toBe(460);
  const large = randomBytes(500_000);
  expect((await tus(base, 'POST', token, { ...headers, 'upload-length': '500000' }, large)).status).toBe(460);
  const rows = await t.database.inFirm(t.firmId, (tx) =>
    tx.selectFrom('uploads').selectAll().where('name', '=', 'nie').where('state', '!=', 'terminated').execute(),
  );
  expect(rows).toEqual([]);
});

test('DELETE takes an upload back; afterwards it is gone', async () => {
  const url = await begin(base, token, 'zurueck', 3);
  expect((await tus(url, 'DELETE', token)).status).toBe(204);
  expect((await tus(url, 'HEAD', token)).status).toBe(404);
  expect((await tus(url, 'PATCH', token, { 'upload-offset': '0' }, Buffer.from('abc'))).status).toBe(404);
  expect((await tus(url, 'DELETE', token)).status).toBe(404);
});

test('PATCH and DELETE also pass as POST for proxies that know no others', async () => {
  const url = await begin(base, token, 'umweg', 3);
  const patched = await tus(
    url,
    'POST',
    token,
    { 'upload-offset': '0', 'x-http-method-override': 'PATCH' },
    Buffer.from('abc'),
  );
  expect([patched.status, patched.headers.get('upload-offset')]).toEqual([204, '3']);
  expect((await tus(url, 'POST', token, { 'x-http-method-override': 'DELETE' })).status).toBe(204);
});

test.each(['nichts', randomUUID(), '../../healthz'])('%s is no upload', async (id) => {
  expect((await tus(`${base}/${encodeURIComponent(id)}`, 'HEAD', token)).status).toBe(404);
});

test('extensions that are not spoken are refused, not misunderstood', async () => {
  expect((await create({ filename: 'x' }, { 'upload-length': undefined, 'upload-defer-length': '1' })).status).toBe(
    400,
  );
  expect((await create({ filename: 'x' }, { 'upload-concat': 'partial' })).status).toBe(400);
});
