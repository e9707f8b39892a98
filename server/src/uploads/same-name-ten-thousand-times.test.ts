import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { chooseNames } from './choose-names.ts';
import { createTestUploads, type TestUploads } from './testing/test-uploads.ts';
import { findTakenPaths, insertUploads } from './uploads.queries.ts';

let t: TestUploads;
beforeAll(async () => {
  t = await createTestUploads();
});
afterAll(() => t[Symbol.asyncDispose]());

/** A container in which a.txt, a (2).txt … are taken, as far as `count`. */
async function fill(count: number) {
  const { actor, containerId } = await t.open();
  const container = { firmId: t.firmId, id: containerId, algorithm: 0, publicKey: new Uint8Array() };
  const target = { container, maxFileBytes: 1, maxTotalBytes: 1, maxFiles: 1, expiresAt: new Date(), progressAt: null };
  for (let at = 1; at <= count; at += 1_000) {
    const uploads = Array.from({ length: Math.min(1_000, count - at + 1) }, (_, i) => {
      const name = at + i === 1 ? 'a.txt' : `a (${at + i}).txt`;
      return { id: crypto.randomUUID(), name, relativePath: '', mediaType: 'x/y', length: 1, received: 0 };
    });
    await t.database.inFirm(t.firmId, (tx) => insertUploads(tx, target, actor.dropoffId, uploads));
  }
  return containerId;
}

test.each([20, 21, 22, 31, 32, 33, 700, 2_500])(
  'a sender who sends one name for ever costs a few queries each time (%d are there)',
  async (count) => {
    const containerId = await fill(count);
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const file = { name: 'a.txt', relativePath: '' };
    const names = await t.database.inFirm(t.firmId, async (plain) => {
      const tx = plain.withPlugin(counter);
      return await chooseNames(tx, containerId, [file, file, file], await findTakenPaths(tx, containerId, ['a.txt']));
    });
    expect(names.map(({ name }) => name)).toEqual([1, 2, 3].map((n) => `a (${count + n}).txt`));
    expect(queries).toBeLessThan(20);
  },
);

test('the longest path that is taken has room for a number', async () => {
  const { actor } = await t.open();
  const folder = `${'x'.repeat(250)}/`.repeat(16);
  const path = folder + 'y'.repeat(4_080 - folder.length);
  const name = path.split('/').at(-1) ?? '';
  const send = (more = '') =>
    t.uploads.createUpload(actor, { name: name + more, relativePath: path + more, length: 0 });
  expect((await send()).relativePath).toBe(path);
  expect((await send()).relativePath).toBe(`${path} (2)`);
  await expect(send('yyyyyyyyyyyyyyyy')).rejects.toMatchObject({ code: 'name_invalid' });
});
