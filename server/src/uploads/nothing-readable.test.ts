import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { begin, metadata, tus } from './testing/tus-request.ts';
import { createServerDirectory } from './testing/uploads-process.ts';

test('X7: no piece of an uploaded file lies readable in the data directory, the database included', async () => {
  await using place = await createServerDirectory();
  const server = await place.start();
  const marker = `Kirchenkasse-${'7f3a9c'.repeat(4)}-nur-im-Inhalt`;
  const large = Buffer.from(`${marker}\n`.repeat(40_000));
  const url = await begin(server.url, server.token, 'Kasse.csv', large.length);
  expect((await tus(url, 'PATCH', server.token, { 'upload-offset': '0' }, large)).status).toBe(204);
  const small = Buffer.from(marker);
  const headers = { 'upload-length': String(small.length), 'upload-metadata': metadata({ filename: 'Notiz.txt' }) };
  expect((await tus(server.url, 'POST', server.token, headers, small)).status).toBe(201);

  expect(countFilesWith(marker, place.directory)).toBe(0);
  // The search itself finds what is there: the names are rows of the database.
  expect(countFilesWith('Kasse.csv', join(place.directory, 'data'))).toBeGreaterThan(0);
}, 60_000);

function countFilesWith(text: string, directory: string): number {
  try {
    return execFileSync('grep', ['-rlaF', text, directory], { encoding: 'utf8' }).trim().split('\n').length;
  } catch (error) {
    // grep ends with 1 when it finds nothing.
    if ((error as { status?: number }).status === 1) return 0;
    throw error;
  }
}
