import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { type SinkMood, startMuteServer, startSmtpSink } from '../mail/testing/smtp-sink.ts';
import { backoff } from './send-mail.ts';
import { insertDropoff, type MailRoom, openMailRoom } from './testing/mail-room.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const running = new AbortController().signal;

/** A room with one arrival mail written down. */
async function roomWithMail(): Promise<MailRoom & { mailId: string }> {
  const room = await openMailRoom({ notify_email: 'eingang@x.example' });
  const { database, firmId } = room;
  const dropoffId = await insertDropoff(room);
  const arrival = { firmId, dropoffId, fileCount: 1, totalBytes: 1 };
  await database.inFirm(firmId, (tx) => room.notifications.notifyArrival(tx, arrival));
  const [mail] = await room.mails();
  return Object.assign(room, { mailId: mail?.id ?? '' });
}

/** Of this test's database only, for everybody but the owner. */
async function limitConnections(room: MailRoom, limit: number): Promise<void> {
  await room.database.asOwner(
    `do $$ begin execute format('alter database %I connection limit ${limit}', current_database()); end $$`,
  );
}

describe('D5: mails are sent until they are delivered, never twice', () => {
  test('a delivered mail is marked, forgets its words, and is not sent again', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink();
    const delivery = room.startDelivery(sink.url);
    await delivery.send(room.firmId, room.mailId, running);
    await delivery.send(room.firmId, room.mailId, running);
    expect(sink.taken).toHaveLength(1);
    expect((await room.mails())[0]).toMatchObject({ sent_at: room.now, body: '', attempts: 1, last_error: '' });
  });

  test.each<[string, SinkMood, RegExp]>([
    ['answers 4xx', 'temporary', /451.*come again later/],
    ['answers 5xx', 'permanent', /550.*no such person/],
    ['breaks the line before DATA', 'drop_before_data', /closed|ECONNRESET/i],
  ])('a server that %s gets it once it is well again', async (_, mood, error) => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink(mood);
    const delivery = room.startDelivery(sink.url);
    await delivery.send(room.firmId, room.mailId, running);
    const [mail] = await room.mails();
    expect(mail).toMatchObject({ sent_at: null, last_error: expect.stringMatching(error) as string });
    const retry = room.jobs.at(-1);
    expect(retry).toMatchObject({ task: 'send-mail', key: `mail:${room.mailId}` });
    expect(retry?.runAt).toEqual(new Date(room.now.getTime() + backoff(1)));
    sink.mood = 'ok';
    await delivery.send(room.firmId, room.mailId, running);
    expect(sink.taken).toHaveLength(1);
  });

  test('nobody listening, and a server that never says a word, are waited out too', async () => {
    await using room = await roomWithMail();
    await using mute = await startMuteServer();
    await room.startDelivery('smtp://127.0.0.1:9').send(room.firmId, room.mailId, running);
    await room.startDelivery(`${mute.url}/?greetingTimeout=100`).send(room.firmId, room.mailId, running);
    expect((await room.mails())[0]).toMatchObject({ sent_at: null, attempts: 2 });
  });

  test('the one window: a line broken after DATA makes a second mail, with the same Message-ID', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink('drop_after_data');
    const delivery = room.startDelivery(sink.url);
    await delivery.send(room.firmId, room.mailId, running);
    sink.mood = 'ok';
    await delivery.send(room.firmId, room.mailId, running);
    const ids = sink.taken.map((mail) => /^Message-ID: (.*)$/im.exec(mail.raw)?.[1]);
    expect(ids).toEqual([`<${room.mailId}@musterhaus.example>`, `<${room.mailId}@musterhaus.example>`]);
  });

  test('many processes at once send it once', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink();
    const processes = Array.from({ length: 6 }, () => room.startDelivery(sink.url));
    await Promise.all(processes.map((delivery) => delivery.send(room.firmId, room.mailId, running)));
    expect(sink.taken).toHaveLength(1);
  });

  test('a database that restarts just after the mail went out does not make a second one', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink('hang_after_data');
    const sending = room.startDelivery(sink.url).send(room.firmId, room.mailId, running);
    while (sink.taken.length === 0) await wait(10);
    await limitConnections(room, 0);
    await room.database.asOwner(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    sink.release();
    await wait(300);
    await limitConnections(room, -1);
    await sending;
    expect((await room.mails())[0]).toMatchObject({ sent_at: room.now, attempts: 1 });
  });

  test('it is not given up before five days, then with an event on the drop-off', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink('permanent');
    const delivery = room.startDelivery(sink.url);
    const begun = room.now.getTime();
    for (const age of [0, day, 5 * day - 1000]) {
      room.now = new Date(begun + age);
      await delivery.send(room.firmId, room.mailId, running);
      expect((await room.mails())[0]).toMatchObject({ given_up_at: null });
    }
    room.now = new Date(begun + 5 * day);
    await delivery.send(room.firmId, room.mailId, running);
    expect((await room.mails())[0]).toMatchObject({ given_up_at: room.now, body: '', attempts: 4 });
    const events = await room.database.asOwner("select subject_kind, details from events where kind = 'mail-given-up'");
    expect(events.rows).toEqual([
      { subject_kind: 'dropoff', details: { mailId: room.mailId, mailKind: 'arrival', attempts: 4 } },
    ]);
    await delivery.send(room.firmId, room.mailId, running);
    expect(sink.connections).toBe(4);
  });

  test('a mail whose process died with it is looked at again when the claim has run out', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink();
    const delivery = room.startDelivery(sink.url);
    const claimedUntil = new Date(room.now.getTime() + 6 * minute);
    await room.database.asOwner(`update mails set claimed_until = '${claimedUntil.toISOString()}'`);
    await delivery.send(room.firmId, room.mailId, running);
    expect(sink.taken).toEqual([]);
    expect(room.jobs.at(-1)).toMatchObject({ task: 'send-mail', runAt: claimedUntil });
    room.now = claimedUntil;
    await delivery.send(room.firmId, room.mailId, running);
    expect(sink.taken).toHaveLength(1);
  });

  test('a mail whose process died is found by the sweep when its claim has run out', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink();
    const delivery = room.startDelivery(sink.url);
    await room.database.asOwner(
      `update mails set claimed_until = '${new Date(room.now.getTime() + 10 * minute).toISOString()}'`,
    );
    room.jobs.length = 0;
    room.now = new Date(room.now.getTime() + 5 * minute);
    await delivery.sweep();
    expect(room.jobs).toEqual([]);
    room.now = new Date(room.now.getTime() + 7 * minute);
    await delivery.sweep();
    expect(room.jobs.map((job) => job.payload)).toEqual([{ firmId: room.firmId, mailId: room.mailId }]);
    await delivery.send(room.firmId, room.mailId, running);
    expect(sink.taken).toHaveLength(1);
  });

  test('a server that stops lets a mail under way end, for a few seconds', async () => {
    await using room = await roomWithMail();
    await using sink = await startSmtpSink('hang_after_data');
    const stop = new AbortController();
    const sending = room.startDelivery(sink.url).send(room.firmId, room.mailId, stop.signal);
    while (sink.taken.length === 0) await wait(10);
    stop.abort();
    await wait(100);
    sink.release();
    await sending;
    expect((await room.mails())[0]).toMatchObject({ sent_at: room.now });
  });

  test('tries come after 5 s, then slower, at most an hour apart', () => {
    expect([1, 2, 3, 7, 10, 11, 100].map((attempts) => backoff(attempts) / 1000)).toEqual([
      5, 10, 20, 320, 2560, 3600, 3600,
    ]);
  });
});
