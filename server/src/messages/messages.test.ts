import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StaffActor } from '../actor.ts';
import { createAttempts } from '../access/attempts.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';
import { createMessageLimits } from './message-limits.ts';
import { createPostMessage, makeContainers, type PostMessage } from './post-message.ts';
import { openKeyRing } from '../keys/key-ring.ts';

let app: TestApp;
let owner: StaffActor;
let post: PostMessage;
beforeAll(async () => {
  app = await startApp();
  ({ owner } = await app.addFirm());
  const { database, clock } = app.services.erasing;
  const keys = await openKeyRing({ dataDir: app.dataDir, rootKeyFile: `${app.dataDir}.root-key` });
  // The form without its limits, which have tests of their own.
  const free = { database, clock, keys, limits: async () => undefined, announce: async () => undefined };
  post = createPostMessage({ ...free, withContainer: makeContainers(free) });
}, 60_000);
afterAll(() => app[Symbol.asyncDispose]());

const anonymous = () => ({ kind: 'anonymous', firmId: owner.firmId }) as const;
const send = async (kind: 'message' | 'password', text: string): Promise<string> =>
  (await post(anonymous(), { kind, text, contact: 'kasse@gemeinde.example', clientKey: 'test' })).id;
const colleague = (): StaffActor => ({ ...owner, role: 'agent', accountId: owner.accountId });

/** How many of them got past. */
async function taken(posts: Promise<void>[]): Promise<number> {
  return (await Promise.allSettled(posts)).filter(({ status }) => status === 'fulfilled').length;
}

describe('S5: a message by the contact form', () => {
  test('a password is shown once, to one of two who ask at once; its key is destroyed and the log says who saw it', async () => {
    const { messages, erasing } = app.services;
    const id = await send('password', ' Geheim-7261 ');
    const answers = await Promise.allSettled([messages.open(owner, id), messages.open(colleague(), id)]);
    const given = answers.filter((answer) => answer.status === 'fulfilled');
    expect(given.map(({ value }) => value.text)).toEqual([' Geheim-7261 ']);
    await expect(messages.open(owner, id)).rejects.toMatchObject({
      code: 'already_revealed',
      details: { by: 'Leitung' },
    });
    const container = await erasing.database.inFirm(owner.firmId, (tx) =>
      tx.selectFrom('messages').select('container_id').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    const ring = join(app.dataDir, 'keyring', owner.firmId, 'containers');
    expect(await readdir(ring)).not.toContain(`${container.container_id}.json`);
    const events = await erasing.database.inFirm(owner.firmId, (tx) =>
      tx.selectFrom('events').select(['kind', 'actor_id']).where('subject_id', '=', id).orderBy('id').execute(),
    );
    expect(events.slice(0, 3)).toMatchObject([
      { kind: 'message-received' },
      { kind: 'password-revealed', actor_id: owner.accountId },
      { kind: 'erasure-begun' },
    ]);
    expect((await messages.list(owner)).find((item) => item.id === id)).toMatchObject({ opened: { by: 'Leitung' } });
  });

  test('what was written is nowhere readable: not in the database, not in mails', async () => {
    const { erasing, messages } = app.services;
    const text = `Marke ${randomUUID()}`;
    const id = await send('message', text);
    const row = await erasing.database.inFirm(owner.firmId, (tx) =>
      tx.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(JSON.stringify(row)).not.toContain(text);
    expect(row.sealed?.includes(text)).toBe(false);
    expect((await messages.open(owner, id)).text).toBe(text);
    // Read as often as needed, by whoever works there.
    expect((await messages.open(colleague(), id)).contact).toBe('kasse@gemeinde.example');
  });

  test('mail says that something came, nothing else, once an hour', async () => {
    const { messageTasks } = app.services;
    const at = new Date('2026-11-21T10:05:00Z');
    for (const minute of [5, 30]) {
      const when = new Date(at.getTime() + minute * 60_000);
      await messageTasks.database.inFirm(owner.firmId, (tx) =>
        messageTasks.notifyMessage(tx, { firmId: owner.firmId, at: when }),
      );
    }
    const outbox = join(app.dataDir, 'outbox');
    const mails = async (): Promise<string[]> => await readdir(outbox).catch(() => []);
    await expect.poll(async () => (await mails()).length, { timeout: 5_000 }).toBe(1);
    const mail = await readFile(join(outbox, (await mails())[0] ?? ''), 'utf8');
    expect(mail).toMatch(/nachrichten/);
    expect(mail).not.toMatch(/Geheim|gemeinde/);
  });

  test('done with, or 14 days old, it is erased by the one engine, with a certificate', async () => {
    const { messages, retention, erasing } = app.services;
    const stateOf = async (id: string) =>
      await erasing.database.inFirm(owner.firmId, (tx) =>
        tx
          .selectFrom('messages as m')
          .innerJoin('containers as c', 'c.id', 'm.container_id')
          .leftJoin('erasure_certificates as e', 'e.container_id', 'c.id')
          .select(['m.sealed', 'c.erased_at', 'c.erase_reason', 'e.certificate'])
          .where('m.id', '=', id)
          .executeTakeFirstOrThrow(),
      );
    const [closed, old] = [await send('message', 'erledigt'), await send('message', 'alt')];
    await messages.close(owner, closed);
    await expect.poll(async () => (await stateOf(closed)).erased_at, { timeout: 5_000 }).not.toBe(null);
    const { rows } = await erasing.database.inFirm(owner.firmId, async (tx) => ({
      rows: await tx.selectFrom('events').select('kind').where('subject_id', '=', closed).execute(),
    }));
    expect(rows.map(({ kind }) => kind)).toContain('message-closed');
    expect(await stateOf(closed)).toMatchObject({ sealed: null, erase_reason: 'closed' });
    app.moveClock(14 * 86_400_000 + 1000);
    await retention.runNow(owner, { clockIsRight: true });
    expect(await stateOf(old)).toMatchObject({
      sealed: null,
      erase_reason: 'due',
      certificate: { id: old, container: { kind: 'message' }, cause: { rule: 'message' } },
    });
    await expect(messages.open(owner, old)).rejects.toMatchObject({ code: 'erased' });
  });
});

describe('S9: floods of the contact form', () => {
  /** An attacker with any amount of computing power: every solution is right. */
  const tireless = { newChallenge: async () => ({ parameters: {} }), takeSolution: async () => true };
  const limitsOf = () => {
    const { database } = app.services.erasing;
    const attempts = createAttempts({ database, hashKey: new Uint8Array(32) });
    return createMessageLimits({ attempts, proofOfWork: tireless });
  };

  test('10,000 from one network, all with solved tasks: at most 20 get past, a person elsewhere still does', async () => {
    const limits = limitsOf();
    const firmId = randomUUID();
    let passed = 0;
    for (let batch = 0; batch < 100; batch += 1) {
      passed += await taken(
        Array.from({ length: 100 }, () => limits({ firmId, clientKey: '203.0.113.7', altcha: 'x' })),
      );
    }
    expect(passed).toBeLessThanOrEqual(20);
    await expect(limits({ firmId, clientKey: '198.51.100.1', altcha: 'x' })).resolves.toBeUndefined();
  }, 120_000);

  test('from 1,000 networks: capped, and whoever has a drop-off with the firm still gets through', async () => {
    const limits = limitsOf();
    const firmId = randomUUID();
    let passed = 0;
    for (let from = 0; from < 1_000; from += 50) {
      const networks = Array.from({ length: 50 }, (_, each) => `2001:db8:${from + each}::/64`);
      passed += await taken(networks.map((clientKey) => limits({ firmId, clientKey, altcha: 'x' })));
    }
    expect(passed).toBeLessThanOrEqual(450);
    await expect(
      limits({ firmId, clientKey: '198.51.100.2', dropoffId: randomUUID(), altcha: 'x' }),
    ).resolves.toBeUndefined();
  }, 120_000);

  test('over HTTP nothing is taken without work, and the answer brings the task', async () => {
    const answer = await fetch(`${app.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'message', text: 'Guten Tag', contact: '0231 1234' }),
    });
    expect(answer.status).toBe(428);
    expect(await answer.json()).toMatchObject({ code: 'proof_of_work_required', challenge: { parameters: {} } });
  });
});
