import { randomBytes, randomUUID } from 'node:crypto';

import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { insertCustomer, insertFirm } from '../../db/testing/rows.ts';
import { createLog } from '../../log.ts';
import { createMailer } from '../../mail/mailer.ts';
import { createNotifications, type Enqueue } from '../notifications.service.ts';
import type { Notifications } from '../notifications.types.ts';
import { createMailDelivery, type MailDelivery } from '../send-mail.ts';

export type QueuedJob = { task: string; payload: { firmId: string; mailId: string }; runAt?: Date; key?: string };
export type MailRow = { id: string; recipient: string; subject: string; body: string; reply_to: string } & Record<
  string,
  unknown
>;

export type MailRoom = AsyncDisposable & {
  database: TestDatabase;
  firmId: string;
  notifications: Notifications;
  /** Another one is another process on the same database. */
  startDelivery(smtpUrl: string): MailDelivery;
  jobs: QueuedJob[];
  mails(): Promise<MailRow[]>;
  now: Date;
};

/** The two halves of a mail's life on a real database, with a clock to turn and the jobs laid open. */
export async function openMailRoom(firm: { name?: string; notify_email?: string } = {}): Promise<MailRoom> {
  const database = await createTestDatabase();
  const firmId = await insertFirm(database, firm);
  const jobs: QueuedJob[] = [];
  const enqueue: Enqueue = (_tx, task, payload, options) => {
    jobs.push({ task, payload: payload as QueuedJob['payload'], ...options });
    return Promise.resolve();
  };
  const clock = (): Date => room.now;
  const log = createLog('silent');
  const from = 'schleuse@musterhaus.example';
  const room: MailRoom = {
    database,
    firmId,
    notifications: createNotifications({ enqueue, publicUrl: new URL('https://einsenden.musterhaus.example'), clock }),
    startDelivery: (smtpUrl) =>
      createMailDelivery({
        database,
        mailer: createMailer({ smtpUrl, from, outboxDir: '/nowhere', log }),
        enqueue,
        log,
        clock,
      }),
    jobs,
    mails: async () => (await database.asOwner('select * from mails order by recipient')).rows as MailRow[],
    now: new Date('2026-11-21T13:05:09Z'),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return room;
}

/** A drop-off that mails can be about. */
export async function insertDropoff({ database, firmId }: MailRoom): Promise<string> {
  const customerId = await insertCustomer(database, firmId);
  const id = randomUUID();
  const containerId = randomUUID();
  await database.inFirm(firmId, async (tx) => {
    const container = { id: containerId, firm_id: firmId, kind: 'dropoff', key_algorithm: 1 } as const;
    await tx
      .insertInto('containers')
      .values({ ...container, public_key: randomBytes(32) })
      .execute();
    await tx
      .insertInto('dropoffs')
      .values({
        id,
        firm_id: firmId,
        container_id: containerId,
        customer_id: customerId,
        customer_number: '10442',
        customer_hint: 'Ev. Kirchengem…',
        token_hash: randomBytes(32),
        expires_at: new Date(Date.now() + 86_400_000),
        erases_at: new Date(Date.now() + 86_400_000),
      })
      .execute();
  });
  return id;
}
