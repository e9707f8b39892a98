import { afterAll, beforeAll, expect, test } from 'vitest';

import { startAccounts, type TestAccounts } from '../accounts/testing/start-accounts.ts';
import type { FirmSettings } from './firms.service.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('an owner changes settings; they are read at once and stand in the evidence log without their values', async () => {
  const { owner, firmId } = await world.newFirm();
  expect((await world.firms.getFirm(firmId)).eraseAfterDays).toBe(14);
  const changed = await world.firms.changeSettings(owner, {
    eraseAfterDays: 7,
    imprint: ' Musterhaus Software GmbH ',
    maxFileBytes: 5 * 2 ** 40,
    customerNumberPattern: '^[1-9][0-9]{4}$',
  });
  expect(changed).toMatchObject({ eraseAfterDays: 7, imprint: 'Musterhaus Software GmbH', maxFileBytes: 5 * 2 ** 40 });
  expect((await world.firms.getFirm(firmId)).eraseAfterDays).toBe(7);
  expect(await world.firms.getSettings(owner)).toEqual(changed);
  const { rows } = await world.database.asOwner(
    `select details from events where kind = 'settings-changed' and firm_id = '${firmId}'`,
  );
  expect(rows).toEqual([
    { details: { settings: ['eraseAfterDays', 'customerNumberPattern', 'maxFileBytes', 'imprint'] } },
  ]);
});

test.each<[string, Partial<FirmSettings>]>([
  ['D6: more than 14 days', { eraseAfterDays: 15 }],
  ['no day', { eraseAfterDays: 0 }],
  ['half a day', { eraseAfterDays: 0.5 }],
  ['no name', { name: ' ' }],
  ['a mail header in the address', { notifyEmail: 'a@b.de\r\nBcc: c@d.de' }],
  ['no file at all', { maxFileBytes: 0 }],
  ['a pattern that matches anywhere', { customerNumberPattern: '[0-9]+' }],
  ['a pattern that can only be matched by going back', { customerNumberPattern: '^(a+)\\1$' }],
  ['a pattern that is none', { customerNumberPattern: '^[$' }],
  ['an example the pattern refuses', { customerNumberExample: '#1' }],
  ['a NUL', { imprint: 'a\0b' }],
  ['a name of two lines', { name: 'Musterhaus\nBcc: alle' }],
  ['a name with an escape sequence', { name: 'Musterhaus\u001B[2J' }],
  ['a name that is read backwards', { name: 'Musterhaus\u202E GmbH' }],
  ['a name with half a character', { name: 'Musterhaus \uD800' }],
  ['an imprint with a bell', { imprint: 'Musterhaus\u0007' }],
  ['an example with a line end inside', { customerNumberExample: '1\n2' }],
])('refused: %s', async (_what, patch) => {
  const { owner } = await world.newFirm();
  const before = await world.firms.getSettings(owner);
  await expect(world.firms.changeSettings(owner, patch)).rejects.toMatchObject({
    code: 'setting_invalid',
    details: { setting: Object.keys(patch)[0] },
  });
  expect(await world.firms.getSettings(owner)).toEqual(before);
});

test('an agent neither reads nor changes settings', async () => {
  const { owner } = await world.newFirm();
  const { actor } = await world.newMember(owner);
  await expect(world.firms.getSettings(actor)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(world.firms.changeSettings(actor, { eraseAfterDays: 1 })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('with several firms the public page must name one', async () => {
  const { firmId } = await world.newFirm();
  await world.newFirm();
  await expect(world.firms.resolvePublicFirm()).rejects.toMatchObject({ code: 'firm_required' });
  expect((await world.firms.resolvePublicFirm(firmId.toUpperCase())).id).toBe(firmId);
  for (const id of ['nonsense', '', '00000000-0000-4000-8000-000000000000']) {
    await expect(world.firms.resolvePublicFirm(id)).rejects.toMatchObject({ code: 'not_found' });
  }
});
