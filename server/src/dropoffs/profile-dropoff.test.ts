import { makeZip } from '@schleuse/archives/testing/make-zip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import type { NewProfile } from '../profiles/profile.types.ts';
import { createProfiles } from '../profiles/profiles.service.ts';
import { sampleProfile } from '../profiles/testing/sample-profile.ts';
import { buildDropoffHouse, type DropoffHouse, hoursAfter } from './testing/dropoff-house.ts';

let house: DropoffHouse;
beforeAll(async () => {
  house = await buildDropoffHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const checked = { kind: 'zip', contentsCheckable: true };
const request = 'Bitte prüfen, Rückruf 0231 4455667';
const readme = { name: 'Readme.txt', data: request };
const good = makeZip([readme, { name: 'kasse.log', data: 'Fehler 17' }]);
const without = makeZip([{ name: 'kasse.log', data: 'Fehler 17' }]);
const locked = makeZip([{ name: 'kasse.log', data: 'Fehler 17', flags: 1 }]);

async function openFirm(change: Partial<NewProfile> = {}) {
  const firm = await house.addFirm();
  const owner: StaffActor = { ...firm.staff, role: 'owner' };
  const profiles = createProfiles({ database: house.database, clock: () => house.clock.now });
  const profile = await profiles.add(owner, sampleProfile({ notifyEmail: '', ...change }));
  const open = async (more: object = {}) => {
    const opened = await house.dropoffs.open(
      { kind: 'anonymous', firmId: firm.id },
      { customerNumber: '10100', clientKey: 'test', profile: 'support', answers: { contactName: 'Büro' }, ...more },
    );
    return { ...opened, submitter: { kind: 'submitter', firmId: firm.id, dropoffId: opened.id } as const };
  };
  return { ...firm, owner, profiles, profile, open };
}

type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof openFirm>>['open']>>;
const send = (one: Opened, name: string, bytes: Uint8Array) =>
  house.send(one.submitter, { name, segments: [Buffer.from(bytes)] });
const submit = (one: Opened) => house.dropoffs.submit(one.submitter, one.id, {});

describe('a drop-off with a profile', () => {
  test('has the limits, the period and the questions of the profile', async () => {
    const { open } = await openFirm({ maxFiles: 2 });
    const one = await open({ note: 'Kasse', answers: { contactName: ' Büro ', caseReference: 'nicht gefragt' } });
    expect(one).toMatchObject({
      limits: { maxFileBytes: 52_428_800, maxTotalBytes: 104_857_600, maxFiles: 2 },
      eraseAfterDays: 5,
    });
    const view = await house.dropoffs.describe(one.submitter, one.id);
    expect(view).toMatchObject({ profile: 'support', answers: { contactName: 'Büro' }, note: 'Kasse' });
    await house.dropoffs.change(one.submitter, one.id, { answers: { contactName: 'Pforte' } });
    expect((await house.dropoffs.describe(one.submitter, one.id)).answers).toEqual({ contactName: 'Pforte' });
    await expect(house.dropoffs.change(one.submitter, one.id, { answers: {} })).rejects.toMatchObject({
      code: 'answer_missing',
    });
    await expect(open({ answers: {} })).rejects.toMatchObject({ code: 'answer_missing' });
  });

  test('begins only where an active profile is', async () => {
    const { open, owner, profiles, profile } = await openFirm();
    const one = await open();
    await profiles.change(owner, profile.id, { active: false });
    await expect(open()).rejects.toMatchObject({ code: 'profile_unknown' });
    await expect(open({ profile: 'anders' })).rejects.toMatchObject({ code: 'profile_unknown' });
    // What was begun may be finished.
    await send(one, 'a.zip', good);
    await submit(one);
  });

  test('S2: one byte too many is refused before the first', async () => {
    const { open } = await openFirm();
    const { submitter } = await open();
    const create = (length: number) => house.uploads.createUpload(submitter, { name: 'a.zip', length });
    await expect(create(52_428_801)).rejects.toMatchObject({ code: 'file_too_large', details: { limit: 52_428_800 } });
    await create(52_428_800);
  });
});

describe('what the server finds when a drop-off is handed over', () => {
  test('S1, S3: each refused file with its reason; taken back and replaced, the rest goes through', async () => {
    const { open, staff } = await openFirm();
    const one = await open();
    await send(one, 'gut.zip', good);
    const picture = await send(one, 'bild.zip', Buffer.from('kein Archiv'));
    const lacking = await send(one, 'ohne.zip', without);
    await expect(submit(one)).rejects.toMatchObject({
      code: 'archive_refused',
      details: {
        files: [
          { id: picture, name: 'bild.zip', reasons: [{ code: 'kind_unknown' }] },
          { id: lacking, name: 'ohne.zip', reasons: [{ code: 'readme_missing' }] },
        ],
      },
    });
    expect((await house.dropoffs.describe(one.submitter, one.id)).state).toBe('open');
    await house.uploads.terminateUpload(one.submitter, picture);
    await house.uploads.terminateUpload(one.submitter, lacking);
    await send(one, 'mit.zip', good);
    expect((await submit(one)).files.map(({ name }) => name)).toEqual(['gut.zip', 'mit.zip']);

    const item = await house.dropoffs.detail(staff, one.id);
    expect(item).toMatchObject({ profile: { slug: 'support', name: 'Support' }, answers: { contactName: 'Büro' } });
    expect(item.files.map(({ archive }) => archive)).toEqual([checked, checked]);
  });

  test('S5: what a password hides is taken and marked', async () => {
    const { open, staff } = await openFirm();
    const one = await open();
    await send(one, 'geheim.zip', locked);
    await submit(one);
    const [file] = (await house.dropoffs.detail(staff, one.id)).files;
    expect(file?.archive).toEqual({ kind: 'zip', contentsCheckable: false });
    const place = { dropoffId: one.id, fileId: file?.id ?? '' };
    await expect(house.dropoffs.readme(staff, place)).rejects.toMatchObject({ code: 'no_readme' });
  });

  test('S3: staff read the Readme and the contact data out of the archive, and that is in the protocol', async () => {
    const { open, staff } = await openFirm();
    const one = await open();
    const fileId = await send(one, 'gut.zip', good);
    await submit(one);
    const read = await house.dropoffs.readme(staff, { dropoffId: one.id, fileId });
    expect(read).toEqual({
      name: 'Readme.txt',
      text: request,
      contact: { kind: 'telephone', value: '0231 4455667' },
    });
    const { events } = await house.dropoffs.detail(staff, one.id);
    expect(events.find(({ kind }) => kind === 'readme-read')?.details).toEqual({ fileId });
    // Its text is in the archive and nowhere else.
    const { rows } = await house.database.asOwner(
      `select count(*)::int from dropoffs d where d::text like '%4455667%'`,
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  test('threat: a Readme of another firm is not read', async () => {
    const { open } = await openFirm();
    const { staff: foreign } = await house.addFirm();
    const one = await open();
    const fileId = await send(one, 'gut.zip', good);
    await submit(one);
    const place = { dropoffId: one.id, fileId };
    await expect(house.dropoffs.readme(foreign, place)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('how long, and who hears of it', () => {
  test('D6: at most the days of the profile, by its own rule, which the certificate names', async () => {
    const { open, staff, id: firmId } = await openFirm({ eraseAfterDays: 3 });
    const one = await open();
    await send(one, 'gut.zip', good);
    const received = house.clock.now;
    expect((await submit(one)).erasesAt).toBe(hoursAfter(received, 72).toISOString());
    const preview = await house.retention.preview(staff, { until: hoursAfter(received, 73) });
    expect(preview.items.map(({ rule }) => rule)).toEqual(['dropoff-profile-support']);
    house.clock.now = hoursAfter(received, 72);
    await house.eraseDue();
    const { cause } = await house.retention.certificate(staff, one.id);
    expect(cause).toMatchObject({ kind: 'rule', reason: 'due', rule: 'dropoff-profile-support', bound: 'at-most' });
    const { rows } = await house.database.asOwner(
      `select answers, note from dropoffs where firm_id = '${firmId}' and id = '${one.id}'`,
    );
    expect(rows, 'nothing of the form is left').toEqual([{ answers: {}, note: '' }]);
  });

  test('D5: the addresses of the profile hear of it, and nobody else', async () => {
    const { open, id: firmId } = await openFirm({ notifyEmail: 'support@musterhaus.example' });
    const one = await open();
    await send(one, 'gut.zip', good);
    await submit(one);
    const { rows } = await house.database.asOwner(
      `select recipient from mails where kind = 'arrival' and firm_id = '${firmId}'`,
    );
    expect(rows).toEqual([{ recipient: 'support@musterhaus.example' }]);
  });
});
