import { parseVerifierKey } from '@schleuse/proofs/note-key';
import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { enqueue } from '../jobs/enqueue.ts';
import { createNotifications } from '../notifications/notifications.service.ts';
import { mailCheckpoints } from './checkpoint-mails.ts';
import { type LogRoom, openLogRoom } from './testing/log-room.ts';

let room: LogRoom;
beforeAll(async () => {
  room = await openLogRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

test('X2: the newest checkpoint goes to a mailbox once a day, whole and signed', async () => {
  const clock = { now: new Date('2026-11-21T03:05:00Z') };
  const notifications = createNotifications({ enqueue, publicUrl: new URL('https://einsenden.example') });
  const send = (mailbox: string | undefined) =>
    mailCheckpoints({
      ...room,
      notifications,
      listFirmIds: async () => [room.firmId],
      clock: () => clock.now,
      mailbox,
    });
  const mails = async () =>
    await room.database.inFirm(room.firmId, (tx) => tx.selectFrom('mails').selectAll().orderBy('subject').execute());

  await room.record();
  await send(undefined);
  expect(await mails()).toEqual([]);
  await send('archiv@notar.example');
  await room.record();
  await send('archiv@notar.example');
  clock.now = new Date('2026-11-22T03:05:00Z');
  await send('archiv@notar.example');
  const sent = await mails();
  expect(sent.map(({ recipient, subject }) => [recipient, subject])).toEqual([
    ['archiv@notar.example', 'Prüfpunkt des Protokolls, 2026-11-21'],
    ['archiv@notar.example', 'Prüfpunkt des Protokolls, 2026-11-22'],
  ]);
  const key = parseVerifierKey(await room.evidenceLog.verifierKey(room.firmId));
  const sizes = sent.map(async ({ body }) => {
    const note = `${/einsenden\.example\/log\/.*\n\d+\n.*\n\n\u2014 .*/.exec(body)?.[0]}\n`;
    return (await openCheckpoint(note, key)).size;
  });
  expect(await Promise.all(sizes)).toEqual([1, 2]);
});
