import { expect, test } from 'vitest';

import { sourceOfBytes } from './byte-source.ts';
import { inspectUpload, type UploadDemand } from './judge-upload.ts';
import { makeZip } from './testing/make-zip.ts';

const support: UploadDemand = { kinds: ['zip', 'tar', 'rar', 'gz'], needsReadme: true };
const codesOf = async (bytes: Uint8Array, demand = support): Promise<string[]> =>
  (await inspectUpload(sourceOfBytes(bytes), demand)).reasons.map(({ code }) => code);
const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const withReadme = (readme: string): Uint8Array =>
  makeZip([
    { name: 'b.log', data: 'b' },
    { name: 'README.TXT', data: readme },
  ]);

test('S1: taken by what it is, never by its name', async () => {
  expect(await codesOf(text('PK, but no archive'))).toEqual(['kind_unknown']);
  expect(await codesOf(withReadme('a@b.example'), { ...support, kinds: ['rar'] })).toEqual(['kind_not_taken']);
});

test('S3: a Readme with contact data', async () => {
  expect(await codesOf(makeZip([{ name: 'b.log', data: 'b' }]))).toEqual(['readme_missing']);
  expect(await codesOf(withReadme('Bitte um Hilfe'))).toEqual(['readme_without_contact']);
  expect(await codesOf(withReadme('Bitte um Hilfe: a@b.example'))).toEqual([]);
  expect(await codesOf(withReadme('Rückruf: 0231 4455667'))).toEqual([]);
  expect(await codesOf(makeZip([{ name: 'b.log', data: 'b' }]), { ...support, needsReadme: false })).toEqual([]);
});

test('S5: what a password hides is taken, and told', async () => {
  const locked = makeZip([{ name: 'b.log', data: 'b', flags: 1 }]);
  expect(await inspectUpload(sourceOfBytes(locked), support)).toMatchObject({ reasons: [], contentsCheckable: false });
});

test('a hostile archive is refused for its own reason first', async () => {
  const escaping = makeZip([{ name: '../../b.log', data: 'b' }]);
  expect(await codesOf(escaping)).toEqual(['path_escapes']);
});

test('a profile that takes any file asks nothing of it', async () => {
  expect(await codesOf(text('anything'), { kinds: [], needsReadme: false })).toEqual([]);
});
