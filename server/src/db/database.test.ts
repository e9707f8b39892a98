import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Unavailable } from '../errors.ts';
import { type FirmTransaction, sendWithCommit } from './database.ts';
import { generateTypes, schemaFile } from './generate-types.ts';
import { insertFirm } from './testing/rows.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

const countFirms = async (firmId: string): Promise<number> =>
  await db.inFirm(firmId, async (tx) => {
    const row = await tx
      .selectFrom('firms')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  });

const notify = async (payload: string): Promise<unknown> =>
  await db.outsideFirm((tx) => sql`select pg_notify('test_channel', ${payload})`.execute(tx));

describe('a transaction', () => {
  test('is rolled back when its function throws, and the connection is good for the next', async () => {
    const id = randomUUID();
    const failing = db.inFirm(id, async (tx) => {
      await tx
        .insertInto('firms')
        .values({ id, name: 'Musterhaus', receipt_public_key: Buffer.alloc(32) })
        .execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await countFirms(id)).toBe(0);
  });

  test('fails as a whole when the error of a statement was swallowed', async () => {
    const id = randomUUID();
    const swallowing = db.inFirm(id, async (tx) => {
      await tx
        .insertInto('firms')
        .values({ id, name: 'Musterhaus', receipt_public_key: Buffer.alloc(32) })
        .execute();
      await sql`select 1 / 0`.execute(tx).catch(() => undefined);
      return 'confirmed';
    });
    await expect(swallowing).rejects.toThrow('division by zero');
    expect(await countFirms(id)).toBe(0);
  });

  test('is not confirmed when the statement that travelled with its commit fails', async () => {
    const id = randomUUID();
    const insert = (tx: FirmTransaction) =>
      tx
        .insertInto('firms')
        .values({ id, name: 'Musterhaus', receipt_public_key: Buffer.alloc(32) })
        .execute();
    const failing = db.inFirm(id, async (tx) => {
      await insert(tx);
      sendWithCommit(sql`select 1 / 0`.execute(tx));
      return 'confirmed';
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await countFirms(id)).toBe(0);
    expect(await db.inFirm(id, async (tx) => sendWithCommit(insert(tx)))).toBeUndefined();
    expect(await countFirms(id)).toBe(1);
  });

  test('leaves no firm behind on its connection', async () => {
    const id = await insertFirm(db);
    await Promise.all(Array.from({ length: 20 }, () => countFirms(id)));
    const seen = await Promise.all(
      Array.from({ length: 20 }, () => db.outsideFirm((tx) => tx.selectFrom('firms').select('id').execute())),
    );
    expect(seen.flat()).toEqual([]);
  });

  test('refuses a firm id that is none', async () => {
    await expect(db.inFirm("x', true); drop table firms; --", async () => 1)).rejects.toThrow('not a firm id');
  });

  test('writes several queries at once and keeps their answers apart', async () => {
    const numbers = await db.outsideFirm((tx) =>
      Promise.all(Array.from({ length: 50 }, (_, n) => sql<{ n: number }>`select ${n}::int as n`.execute(tx))),
    );
    expect(numbers.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('tells a lost connection from a fault, and the next transaction works', async () => {
    const lost = db.outsideFirm(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    expect(await db.outsideFirm(async () => 'works')).toBe('works');
  });

  test('does not carry row contents in errors', async () => {
    const values = { challenge_hash: Buffer.from('twice'), expires_at: new Date() };
    const insert = () => db.outsideFirm((tx) => tx.insertInto('spent_challenges').values(values).execute());
    await insert();
    const error: unknown = await insert().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: '23505', constraint: 'spent_challenges_pkey' });
    expect(JSON.stringify(error)).not.toContain(Buffer.from('twice').toString('hex'));
  });
});

describe('values', () => {
  test('int8 arrives as a number and is refused past 2^53', async () => {
    const { rows } = await db.outsideFirm((tx) =>
      sql<{ size: number; json: object; bytes: Buffer }>`
        select 9007199254740991::int8 as size, '{"a":1}'::jsonb as json, '\\x00ff'::bytea as bytes`.execute(tx),
    );
    expect(rows[0]).toEqual({ size: Number.MAX_SAFE_INTEGER, json: { a: 1 }, bytes: Buffer.from([0, 255]) });
    await expect(db.outsideFirm((tx) => sql`select 9007199254740993::int8`.execute(tx))).rejects.toThrow('too large');
    expect(await db.outsideFirm(async () => 'works')).toBe('works');
  });

  test('schema.generated.ts is what the migrations make (npm run db:types -w @schleuse/server)', async () => {
    const client = new Client({ ...db.connection, user: 'schleuse_owner' });
    await client.connect();
    await expect(await generateTypes(client)).toMatchFileSnapshot(schemaFile);
    await client.end();
  });
});

describe('notifications', () => {
  test('are heard, also after the connection was lost, until the listener ends', async () => {
    const heard: string[] = [];
    const listening = await db.listen('test_channel', (payload) => heard.push(payload));
    await notify('one');
    await expect.poll(() => heard).toEqual(['one']);
    await db.asOwner(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'`);
    await expect
      .poll(async () => {
        await notify('two');
        return heard.includes('two');
      })
      .toBe(true);
    await listening[Symbol.asyncDispose]();
    await notify('three');
    expect(heard).not.toContain('three');
  });
});
