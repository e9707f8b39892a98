import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startAccounts, type TestAccounts } from '../accounts/testing/start-accounts.ts';
import { checkAnswers } from './check-answers.ts';
import type { ProfileChange } from './profile.types.ts';
import { createProfiles, type Profiles } from './profiles.service.ts';
import { sampleProfile } from './testing/sample-profile.ts';

let world: TestAccounts;
let profiles: Profiles;
beforeAll(async () => {
  world = await startAccounts();
  profiles = createProfiles({ database: world.database, clock: () => new Date() });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('an owner adds, changes and deactivates profiles; their period is a rule of the retention engine', async () => {
  const { owner, firmId } = await world.newFirm();
  const added = await profiles.add(owner, sampleProfile({ name: ' Support ', kinds: ['gz', 'zip', 'zip'] }));
  expect(added).toMatchObject({ name: 'Support', kinds: ['zip', 'gz'], active: true });
  expect(await profiles.findActive(firmId, 'support')).toEqual(added);
  await profiles.add(owner, sampleProfile({ slug: 'abgabe', name: 'Abgabe' }));
  expect((await profiles.list(owner)).map(({ slug }) => slug)).toEqual(['abgabe', 'support']);

  const changed = await profiles.change(owner, added.id, { eraseAfterDays: 3, notifyEmail: 'a@b.example;c@d.example' });
  expect(changed).toMatchObject({ eraseAfterDays: 3, notifyEmail: 'a@b.example, c@d.example', maxFiles: 10 });
  const rules = `select period, bound from retention_rules where name = 'dropoff-profile-support' and firm_id = '${firmId}'`;
  expect((await world.database.asOwner(rules)).rows).toEqual([{ period: 3, bound: 'at-most' }]);

  await profiles.change(owner, added.id, { active: false });
  await expect(profiles.findActive(firmId, 'support')).rejects.toMatchObject({ code: 'profile_unknown' });
  const events = `select kind, details from events where subject_id = '${added.id}' order by id`;
  expect((await world.database.asOwner(events)).rows).toEqual([
    { kind: 'profile-added', details: { slug: 'support' } },
    { kind: 'profile-changed', details: { changed: ['eraseAfterDays', 'notifyEmail'] } },
    { kind: 'profile-changed', details: { changed: ['active'], active: false } },
  ]);
});

test('an address is taken once in a firm, and again in another', async () => {
  const { owner } = await world.newFirm();
  const { owner: other } = await world.newFirm();
  await profiles.add(owner, sampleProfile());
  await expect(profiles.add(owner, sampleProfile())).rejects.toMatchObject({ code: 'slug_taken' });
  const theirs = await profiles.add(other, sampleProfile());
  await expect(profiles.change(owner, theirs.id, { active: false })).rejects.toMatchObject({ code: 'not_found' });
});

test('an agent sees profiles and changes none', async () => {
  const { owner } = await world.newFirm();
  const { actor: agent } = await world.newMember(owner);
  const { id } = await profiles.add(owner, sampleProfile());
  expect(await profiles.list(agent)).toHaveLength(1);
  await expect(profiles.add(agent, sampleProfile({ slug: 'x' }))).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(profiles.change(agent, id, { active: false })).rejects.toMatchObject({ code: 'not_allowed' });
});

describe('refused, and nothing changed', () => {
  test.each<[string, string, ProfileChange]>([
    ['D6: more than 14 days', 'eraseAfterDays', { eraseAfterDays: 15 }],
    ['half a day', 'eraseAfterDays', { eraseAfterDays: 0.5 }],
    ['no byte', 'maxFileBytes', { maxFileBytes: 0 }],
    ['no name', 'name', { name: ' \u0000' }],
    ['no title in English', 'textEnTitle', { texts: { de: { title: 'a', intro: '' }, en: { title: '', intro: '' } } }],
    ['a kind nobody can recognise', 'kinds', { kinds: ['exe' as never] }],
    ['S3: a Readme in files of any kind', 'needsReadme', { kinds: [] }],
    ['a mail header in the address', 'notifyEmail', { notifyEmail: 'a@b.de\r\nBcc: c' }],
  ])('%s', async (_what, field, change) => {
    const { owner } = await world.newFirm();
    const before = await profiles.add(owner, sampleProfile());
    await expect(profiles.change(owner, before.id, change)).rejects.toMatchObject({
      code: 'profile_invalid',
      details: { field },
    });
    expect(await profiles.list(owner)).toEqual([before]);
  });

  test.each(['', 'Support', 'a b', '../x', 'a--b', '-a', 'ä', 'a'.repeat(41)])('the address %j', async (slug) => {
    const { owner } = await world.newFirm();
    const adding = profiles.add(owner, sampleProfile({ slug }));
    await expect(adding).rejects.toMatchObject({ code: 'profile_invalid', details: { field: 'slug' } });
  });
});

describe('rows of the form', () => {
  const ask = sampleProfile().ask;
  test('keeps what is asked, tidied, and leaves out the rest', () => {
    const given = { note: '', contactName: ' Frau\tBeispiel ', email: 'a@b.example', caseReference: '4711' };
    expect(checkAnswers({ ask }, given)).toEqual({ contactName: 'Frau Beispiel', email: 'a@b.example' });
  });

  test.each([
    ['answer_missing', 'contactName', {}],
    ['answer_invalid', 'email', { contactName: 'x', email: 'a at b' }],
    ['answer_invalid', 'phone', { contactName: 'x', phone: 'abends' }],
    ['answer_invalid', 'contactName', { contactName: 'x'.repeat(201) }],
  ])('%s: %s', (code, row, given) => {
    expect(() => checkAnswers({ ask }, { note: '', ...given })).toThrow(
      expect.objectContaining({ code, details: { row } }),
    );
  });
});
