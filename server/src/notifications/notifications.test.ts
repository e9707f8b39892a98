import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { insertAccount } from '../db/testing/rows.ts';
import { inboxChannel } from './notifications.types.ts';
import { insertDropoff, openMailRoom } from './testing/mail-room.ts';

const arrivalOf = (firmId: string, dropoffId: string) => ({
  firmId,
  dropoffId,
  fileCount: 5,
  totalBytes: 3_435_973_837,
  erasesAt: new Date('2026-12-05T13:05:09Z'),
});

describe('D5: who is told what', () => {
  test('an arrival goes to all active staff, without any name in the subject, once', async () => {
    await using room = await openMailRoom({ name: 'Musterhaus\nSoftware GmbH' });
    const { database, firmId } = room;
    await insertAccount(database, firmId, { email: 'agent@musterhaus.example', role: 'agent' });
    await insertAccount(database, firmId, { email: 'chefin@musterhaus.example', role: 'owner' });
    await insertAccount(database, firmId, { email: 'frueher@musterhaus.example', deactivated_at: new Date() });
    const dropoffId = await insertDropoff(room);
    for (let time = 0; time < 2; time += 1) {
      await database.inFirm(firmId, (tx) => room.notifications.notifyArrival(tx, arrivalOf(firmId, dropoffId)));
    }
    const mails = await room.mails();
    expect(mails.map((mail) => mail.recipient)).toEqual(['agent@musterhaus.example', 'chefin@musterhaus.example']);
    expect(new Set(mails.map((mail) => mail.subject))).toEqual(new Set(['Neue Einsendung: 5 Dateien']));
    expect(mails[0]).toMatchObject({ from_name: 'Musterhaus Software GmbH', reply_to: 'chefin@musterhaus.example' });
    expect(mails[0]?.body).toBe(
      [
        'Eine Einsendung ist vollständig eingegangen: 5 Dateien, 3,2\u00a0GB.',
        'Sie wird gelöscht, sobald Sie den Fall schließen, spätestens am 05.12.2026.',
        `Im Eingang öffnen:\nhttps://einsenden.musterhaus.example/eingang/${dropoffId}`,
        'Diese Nachricht kommt von der Schleuse der Firma Musterhaus Software GmbH. Antworten gehen an die Firma.',
      ].join('\n\n'),
    );
    expect(room.jobs.map((job) => job.key)).toEqual(expect.arrayContaining(mails.map((mail) => `mail:${mail.id}`)));
    expect(room.jobs).toHaveLength(2);
  });

  test('an arrival goes to the addresses the firm named, each once, crooked ones left out', async () => {
    await using room = await openMailRoom({ notify_email: 'Eingang@x.example, b@x.example;eingang@x.example, <a>' });
    await insertAccount(room.database, room.firmId);
    const dropoffId = await insertDropoff(room);
    await room.database.inFirm(room.firmId, (tx) =>
      room.notifications.notifyArrival(tx, arrivalOf(room.firmId, dropoffId)),
    );
    const mails = await room.mails();
    expect(mails.map((mail) => mail.recipient)).toEqual(['b@x.example', 'eingang@x.example']);
    expect(mails[0]?.reply_to).toBe('Eingang@x.example');
  });

  test('an unfinished drop-off says how much of it came', async () => {
    await using room = await openMailRoom({ notify_email: 'eingang@x.example' });
    const { firmId } = room;
    const dropoffId = await insertDropoff(room);
    const facts = { firmId, dropoffId, arrived: 3, expected: 5, lastProgressAt: new Date('2026-11-21T11:00:00Z') };
    await room.database.inFirm(firmId, (tx) => room.notifications.notifyUnfinished(tx, facts));
    const [mail] = await room.mails();
    expect(mail?.subject).toBe('Unvollständige Einsendung: 3 von 5 Dateien angekommen');
    expect(mail?.body).toContain('Seit 21.11.2026, 12:00 Uhr kam nichts mehr an.');
  });

  test('an invitation and a security notice go to the one person, each with one link', async () => {
    await using room = await openMailRoom();
    const { firmId, notifications, database } = room;
    const at = new Date('2026-11-21T13:00:00Z');
    await database.inFirm(firmId, async (tx) => {
      const common = { firmId, email: 'neu@x.example' };
      const invitation = { ...common, invitationId: randomUUID(), token: 'a+b/c', expiresAt: at };
      await notifications.sendInvitation(tx, invitation);
      for (const change of ['password_changed', 'totp_removed'] as const) {
        await notifications.notifySecurityChange(tx, { ...common, change, changeId: randomUUID(), at });
      }
    });
    const mails = (await room.mails()).toSorted((a, b) => a.subject.localeCompare(b.subject));
    expect(mails.map((mail) => [mail.subject, mail.body.match(/https?:\S+/g)])).toEqual([
      ['Die Anmeldung mit Einmalcode wurde entfernt', ['https://einsenden.musterhaus.example/konto']],
      ['Ihr Passwort wurde geändert', ['https://einsenden.musterhaus.example/konto']],
      ['Ihre Einladung zur Schleuse', ['https://einsenden.musterhaus.example/einladung#a%2Bb%2Fc']],
    ]);
  });

  test('a mail exists exactly when the act does', async () => {
    await using room = await openMailRoom({ notify_email: 'eingang@x.example' });
    const { database, firmId, notifications } = room;
    const dropoffId = await insertDropoff(room);
    const failing = database.inFirm(firmId, async (tx) => {
      await notifications.notifyArrival(tx, arrivalOf(firmId, dropoffId));
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await room.mails()).toEqual([]);
  });

  test('open inboxes hear of a change when it is committed, and not of one that was not', async () => {
    await using room = await openMailRoom();
    const { database, firmId, notifications } = room;
    const heard: string[] = [];
    const first = Promise.withResolvers<void>();
    await using _ = await database.listen(inboxChannel, (payload) => {
      heard.push(payload);
      first.resolve();
    });
    const undone = database.inFirm(firmId, async (tx) => {
      await notifications.publishInboxChange(tx, firmId, 'undone');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await database.inFirm(firmId, (tx) => notifications.publishInboxChange(tx, firmId, 'done'));
    await first.promise;
    expect(heard).toEqual([JSON.stringify({ firmId, dropoffId: 'done' })]);
  });
});
