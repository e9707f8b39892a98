import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { checkedMediaType, checkFileNames, numberedNames } from './file-names.ts';
import { createTestUploads, listen, type TestUploads } from './testing/test-uploads.ts';
import { metadata, tus } from './testing/tus-request.ts';

const long = (count: number): string => 'ä'.repeat(count);

describe('over the wire', () => {
  let t: TestUploads;
  let server: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    t = await createTestUploads();
    server = await listen(t);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await t[Symbol.asyncDispose]();
  });

  async function create(values: Record<string, string | Uint8Array> | string) {
    const { token } = await t.open();
    const header = typeof values === 'string' ? values : metadata(values);
    return await tus(server.url, 'POST', token, { 'upload-length': '5', 'upload-metadata': header });
  }

  test.each([
    ['no name at all', {}, 'name_empty', undefined],
    ['a name of 0 bytes', { filename: '' }, 'name_empty', undefined],
    ['a name of spaces', { filename: '   ' }, 'name_empty', undefined],
    ['a slash', { filename: 'a/b' }, 'name_invalid', 'separator'],
    ['a backslash', { filename: 'C:\\Daten\\a.txt' }, 'name_invalid', 'separator'],
    ['two dots', { filename: '..' }, 'name_invalid', 'dots'],
    ['a way out', { filename: 'passwd', relativePath: '../../etc/passwd' }, 'name_invalid', 'dots'],
    ['a path from the root', { filename: 'passwd', relativePath: '/etc/passwd' }, 'name_empty', undefined],
    ['NUL', { filename: 'a\0.txt' }, 'name_invalid', 'control'],
    ['a line break', { filename: 'a\r\nSet-Cookie: x' }, 'name_invalid', 'control'],
    ['a right-to-left override', { filename: 'Rechnung\u202efdp.exe' }, 'name_invalid', 'direction'],
    ['a right-to-left mark', { filename: 'a\u200fb' }, 'name_invalid', 'direction'],
    ['300 characters', { filename: long(300) }, 'name_invalid', 'too_long'],
    ['a folder of 300 characters', { filename: 'a', relativePath: `${long(300)}/a` }, 'name_invalid', 'too_long'],
    ['a path to another file', { filename: 'a.txt', relativePath: 'x/b.txt' }, 'name_invalid', 'path_differs'],
  ])('D12: %s is refused with its reason', async (_what, values, code, reason) => {
    const { status, problem } = await create(values as Record<string, string>);
    expect([status, problem['code'], problem['reason']]).toEqual([400, code, reason]);
  });

  test('invalid UTF-8 is refused', async () => {
    const { status, problem } = await create({ filename: Uint8Array.of(0x66, 0xfc, 0x72) });
    expect([status, problem['code']]).toEqual([400, 'name_not_utf8']);
  });

  test.each(['filename ***', 'filename YQ==,filename Yg==', 'filename YQ== YQ=='])(
    'metadata %s is refused',
    async (header) => {
      const { status, problem } = await create(header);
      expect([status, problem['code']]).toEqual([400, 'metadata_invalid']);
    },
  );

  test('D12: an odd but honest name is taken as it is', async () => {
    for (const name of [
      long(255),
      'Tägliche Übersicht (neu) – „Kopie“ 📎.tar.gz',
      '.htaccess',
      'مستند.pdf',
      '-rf',
      'CON',
    ]) {
      expect((await create({ filename: name })).status).toBe(201);
    }
  });
});

test('a name in two parts (macOS) and in one are the same name', () => {
  expect(checkFileNames({ name: 'u\u0308ber.txt' }).name).toBe('über.txt');
});

test('a path that is only the name is no path', () => {
  expect(checkFileNames({ name: 'a.txt', relativePath: 'a.txt' })).toEqual({ name: 'a.txt', relativePath: '' });
});

test('numbers go before the ending and make room for themselves', () => {
  expect(numberedNames({ name: 'a.tar.gz', relativePath: '' }, 2).name).toBe('a.tar (2).gz');
  expect(numberedNames({ name: '.env', relativePath: 'x/.env' }, 3)).toEqual({
    name: '.env (3)',
    relativePath: 'x/.env (3)',
  });
  for (const name of [long(255), `${long(251)}.txt`, `.${long(254)}`, `a.${long(253)}`]) {
    const numbered = numberedNames({ name, relativePath: '' }, 17).name;
    expect([...numbered].length).toBeLessThanOrEqual(255);
    expect(numbered).toContain(' (17)');
  }
});

test.each([
  ['application/pdf', 'application/pdf'],
  ['text/plain; charset=utf-8', 'text/plain'],
  ['<script>', 'application/octet-stream'],
  [undefined, 'application/octet-stream'],
])('media type %s counts as %s', (given, checked) => {
  expect(checkedMediaType(given)).toBe(checked);
});
