import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Writable } from 'node:stream';

import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startDatabase } from '../db/start-database.ts';
import { insertFirm } from '../db/testing/rows.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { enqueue } from './enqueue.ts';
import { startJobs, type Tasks } from './start-jobs.ts';

const silent = pino({ level: 'silent' });
let db: TestDatabase;
let firm: string;
beforeAll(async () => {
  db = await createTestDatabase();
  firm = await insertFirm(db);
});
afterAll(() => db[Symbol.asyncDispose]());

const start = async (tasks: Tasks, log = silent): Promise<AsyncDisposable> =>
  await startJobs({ connection: db.connection, log }, tasks);
const add = async (task: string, payload: object = {}, options = {}): Promise<void> =>
  await db.inFirm(firm, (tx) => enqueue(tx, task, payload, options));
const waiting = async (task: string): Promise<{ attempts: number; last_error: string | null }[]> =>
  (await db.asOwner(`select attempts, last_error from graphile_worker.jobs where task_identifier = '${task}'`)).rows;

describe('a job', () => {
  test('runs if its transaction commits, and only then', async () => {
    const done: unknown[] = [];
    await using _jobs = await start({ commits: async (payload) => void done.push(payload) });
    const failing = db.inFirm(firm, async (tx) => {
      await enqueue(tx, 'commits', { n: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await add('commits', { n: 2 });
    await expect.poll(() => done).toEqual([{ n: 2 }]);
    expect(await waiting('commits')).toEqual([]);
  });

  test('waits for its time, and a second with the same key replaces the first', async () => {
    const done: unknown[] = [];
    await using _jobs = await start({ later: async (payload) => void done.push(payload) });
    await add('later', { n: 1 }, { key: 'k', runAt: new Date(Date.now() + 3_600_000) });
    await add('later', { n: 2 }, { key: 'k', runAt: new Date(Date.now() + 300) });
    expect(done).toEqual([]);
    await expect.poll(() => done, { timeout: 5_000 }).toEqual([{ n: 2 }]);
  });

  test('that fails is tried again; neither the log nor its row quotes the payload', async () => {
    let log = '';
    const sink = new Writable({ write: (chunk, _encoding, done) => done(void (log += chunk)) });
    let tries = 0;
    await using _jobs = await start(
      {
        fails: async (payload) => {
          tries++;
          throw new Error(`550 <kasse@gemeinde.example> refused "${(payload as { secret: string }).secret}"`);
        },
      },
      pino({ level: 'trace' }, sink),
    );
    await add('fails', { secret: 'marker-7261' }, { maxAttempts: 2 });
    await expect.poll(() => waiting('fails')).toMatchObject([{ attempts: 1, last_error: 'Error: 550 … refused …' }]);
    await db.asOwner(`update graphile_worker._private_jobs set run_at = now()`);
    await expect.poll(() => tries, { timeout: 5_000 }).toBe(2);
    await expect.poll(() => log).toContain('job given up');
    expect(log).toContain('"task":"fails"');
    expect(log).not.toMatch(/marker-7261|gemeinde/);
    await db.asOwner('delete from graphile_worker._private_jobs');
  });
});

describe('stopping', () => {
  test('lets running jobs end, then aborts them, and leaves the rest for the next start', async () => {
    const events: string[] = [];
    const tasks: Tasks = {
      quick: async () => {
        events.push('begun');
        await sleep(300);
        events.push('ended');
      },
    };
    const jobs = await start(tasks);
    await add('quick');
    await expect.poll(() => events).toEqual(['begun']);
    await jobs[Symbol.asyncDispose]();
    expect(events).toEqual(['begun', 'ended']);
    await add('quick');
    await sleep(200);
    expect(events).toHaveLength(2);
    await using _next = await start(tasks);
    await expect.poll(() => events).toHaveLength(4);
  });

  test('jobs of a server that was killed are taken up at once', async () => {
    await add('abandoned');
    await db.asOwner(`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now(), attempts = 1`);
    let ran = false;
    await using _jobs = await start({
      abandoned: async () => {
        ran = true;
      },
    });
    await expect.poll(() => ran).toBe(true);
  });
});

describe('a database that is killed in mid-work', () => {
  test('costs no job: each runs to its end, and new ones are taken as soon as it is back', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'schleuse-jobs-'));
    const ended = new Set<number>();
    {
      await using running = await startDatabase({ dataDir, databaseUrl: undefined, log: silent });
      const { database, connection } = running;
      const id = await insertFirm(database);
      const insert = async (n: number): Promise<void> => {
        await database.outsideFirm((tx) =>
          tx
            .insertInto('spent_challenges')
            .values({ challenge_hash: Buffer.from(randomUUID()), expires_at: new Date() })
            .execute(),
        );
        ended.add(n);
      };
      await using _jobs = await startJobs(
        { connection, log: silent },
        {
          slow: async (payload) => {
            await sleep(20);
            await insert((payload as { n: number }).n);
          },
        },
      );
      const addJob = async (n: number): Promise<void> => {
        await database.inFirm(id, (tx) => enqueue(tx, 'slow', { n }));
      };
      for (let n = 0; n < 50; n++) await addJob(n);
      await expect.poll(() => ended.size).toBeGreaterThan(5);
      const pid = Number.parseInt(await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
      process.kill(pid, 'SIGKILL');
      await expect
        .poll(
          () =>
            addJob(50).then(
              () => true,
              () => false,
            ),
          { timeout: 15_000 },
        )
        .toBe(true);
      await expect.poll(() => ended.size, { timeout: 40_000 }).toBe(51);
    }
    await rm(dataDir, { recursive: true });
  }, 90_000);
});
