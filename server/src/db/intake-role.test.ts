import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { intakeRole } from './app-role.ts';
import { insertAccount, insertCustomer, insertFirm } from './testing/rows.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

// An intake process that was taken over can ask its database whatever it likes. What does it get?

let db: TestDatabase;
let firm: string;
let own: { token: Buffer; id: string; container: string };
let other: typeof own;
beforeAll(async () => {
  db = await createTestDatabase();
  firm = await insertFirm(db);
  const customer = await insertCustomer(db, firm);
  await insertAccount(db, firm);
  [own, other] = [await insertDropoff(customer), await insertDropoff(customer)];
});
afterAll(() => db[Symbol.asyncDispose]());

async function insertDropoff(customer: string): Promise<typeof own> {
  const [id, container, upload, token] = [randomUUID(), randomUUID(), randomUUID(), randomBytes(32)];
  const hash = hashOf(token);
  await db.asOwner(`
    insert into containers (id, firm_id, kind, key_algorithm, public_key) values ('${container}', '${firm}', 'dropoff', 1, '');
    insert into dropoffs (id, firm_id, container_id, customer_id, customer_number, customer_hint, token_hash, expires_at, erases_at)
      values ('${id}', '${firm}', '${container}', '${customer}', '1', 'E…', decode('${hash}', 'hex'), now(), now());
    insert into uploads (id, firm_id, container_id, name, length, received, state, expires_at)
      values ('${upload}', '${firm}', '${container}', 'Name einer Datei', 1, 1, 'complete', now());
    insert into files (id, firm_id, container_id, name, media_type, size)
      values ('${upload}', '${firm}', '${container}', 'Name einer Datei', 'text/plain', 1);`);
  return { id, container, token };
}

const hashOf = (token: Buffer): string => createHash('sha256').update(token).digest('hex');

/** As an intake process of this firm with this token, or with none. */
async function ask(statement: string, token?: Buffer): Promise<Record<string, unknown>[]> {
  const client = new Client({ ...db.connection, user: intakeRole });
  await client.connect();
  try {
    await client.query(`begin; select set_config('schleuse.firm_id', '${firm}', true)`);
    if (token) await client.query(`select set_config('schleuse.token_hash', '${hashOf(token)}', true)`);
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

test('X4: it sees the one drop-off whose token it has, and without a token none', async () => {
  for (const table of ['dropoffs', 'uploads', 'files', 'containers']) {
    expect(await ask(`select * from ${table}`), table).toEqual([]);
    const rows = await ask(`select * from ${table}`, own.token);
    expect(rows, table).toHaveLength(1);
    expect([rows[0]?.['container_id'], rows[0]?.['id']]).toContain(own.container);
  }
  expect(await ask(`select * from dropoffs where id = '${other.id}'`, own.token)).toEqual([]);
});

test('X4: accounts, sessions, mails, customers and key pairs are not for it', async () => {
  const { rows } = await db.asOwner(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and has_table_privilege('${intakeRole}', oid, 'select') order by 1`);
  expect(rows.map(({ name }: { name: string }) => name)).toEqual([
    'attempts',
    'container_usage',
    'containers',
    'dropoffs',
    'event_leaves',
    'events',
    'files',
    'firm_looks',
    'log_tiles',
    'logs',
    'profiles',
    'schleuse_migrations',
    'segments',
    'spent_challenges',
    'submit_requests',
    'uploads',
  ]);
  await expect(ask('select * from customers')).rejects.toMatchObject({ code: '42501' });
  await expect(ask('select notify_email from firms')).rejects.toMatchObject({ code: '42501' });
  await expect(ask(`select graphile_worker.add_job('erase-container')`)).rejects.toMatchObject({ code: '42501' });
  expect(await ask('select * from events', own.token)).toEqual([]);
});

test('X4: it can neither hand over, close nor erase, nor name a key of its own', async () => {
  const { token } = own;
  const refused = { code: '42501' };
  await expect(ask(`update dropoffs set state = 'submitted'`, token)).rejects.toMatchObject(refused);
  await expect(ask(`update dropoffs set erases_at = now()`, token)).rejects.toMatchObject(refused);
  await expect(ask(`update containers set created_at = now()`, token)).rejects.toMatchObject(refused);
  await expect(ask(`update containers set public_key = 'x'`, token)).rejects.toMatchObject(refused);
  await expect(
    ask(`insert into containers (id, firm_id, kind, key_algorithm, public_key)
         values (gen_random_uuid(), '${firm}', 'dropoff', 1, 'x')`),
  ).rejects.toMatchObject(refused);
  await expect(ask(`delete from uploads`, token)).rejects.toMatchObject(refused);
  await expect(ask(`delete from files`, token)).rejects.toMatchObject({ code: '23001' });
  const event = (kind: string, subject: string): string =>
    `insert into events (firm_id, kind, actor_kind, subject_kind, subject_id)
     values ('${firm}', '${kind}', 'submitter', 'dropoff', '${subject}')`;
  await expect(ask(event('files-arrived', own.id), token)).resolves.toEqual([]);
  await expect(ask(event('files-arrived', other.id), token)).rejects.toMatchObject(refused);
  await expect(ask(event('erased', own.id), token)).rejects.toMatchObject(refused);
});

test('X4, threat: it cannot call a file clean, call an archive looked into, or begin what is handed over already', async () => {
  const { token, container } = own;
  const refused = { code: '42501' };
  const upload = randomUUID();
  const file = (column: string, value: string): string => `
    insert into uploads (id, firm_id, container_id, name, length, received, state, expires_at)
      values ('${upload}', '${firm}', '${container}', 'b', 1, 1, 'complete', now());
    insert into files (id, firm_id, container_id, name, media_type, size, ${column})
      values ('${upload}', '${firm}', '${container}', 'b', 'text/plain', 1, ${value})`;
  await expect(ask(file('scan', `'clean'`), token)).rejects.toMatchObject(refused);
  await expect(ask(file('scan', `'unscanned'`), token)).rejects.toMatchObject(refused);
  await expect(ask(file('scan, archive_kind', `'waiting', 'zip'`), token)).rejects.toMatchObject(refused);
  await ask(file('scan', `'waiting'`), token);

  const [free, fresh] = [randomUUID(), randomBytes(32)];
  await db.asOwner(`insert into containers (id, firm_id, kind, key_algorithm, public_key)
    values ('${free}', '${firm}', 'dropoff', 1, '')`);
  const { rows } = await db.asOwner(`select customer_id from dropoffs where id = '${own.id}'`);
  const dropoff = (columns: string, values: string): string => `
    insert into dropoffs (id, firm_id, container_id, customer_id, customer_number, customer_hint, token_hash, expires_at,
                          erases_at${columns})
      values (gen_random_uuid(), '${firm}', '${free}', '${rows[0].customer_id}', '1', 'E…', decode('${hashOf(fresh)}', 'hex'),
              now(), now()${values})`;
  const submitted = dropoff(', state, submitted_at, ready_at, receipt', `, 'submitted', now(), now(), '{}'`);
  await expect(ask(submitted, fresh)).rejects.toMatchObject(refused);
  await expect(ask(dropoff(', state', `, 'closed'`), fresh)).rejects.toMatchObject(refused);
  await expect(ask(dropoff('', ''), fresh)).resolves.toEqual([]);
});

const count = (scope: string): string => `insert into attempts (scope, key_hash, window_start)
  values ('${scope}', '\\x01', '2026-11-21') on conflict (scope, key_hash, window_start) do update set count = attempts.count + 1`;

test('X4, threat: it forgets who guesses passwords, so that guessing never ends', async () => {
  const guessing = ['sign-in.address/900', 'password-reset.hour/3600', 'reported.sign-in/900', 'sftp/600'];
  for (const scope of guessing) {
    await db.asOwner(count(scope));
    await expect(ask(count(scope)), scope).rejects.toMatchObject({ code: '42501' });
  }
  for (const scope of ['customer-number.client/3600', 'dropoff-open.network/3600', 'reported.drop-off/3600']) {
    await expect(ask(`${count(scope)} returning count`), scope).resolves.toEqual([{ count: 1 }]);
  }
  expect(await ask('update attempts set count = 0 returning scope')).toEqual([]);
  expect(await ask('delete from attempts returning scope')).toEqual([]);
});

test('X4: the jobs it may cause are about its own files', async () => {
  const [file] = await ask('select id from files', own.token);
  const job = `select request_hash('${String(file?.['id'])}')`;
  await expect(ask(job, own.token)).resolves.toHaveLength(1);
  await expect(ask(job, other.token)).rejects.toMatchObject({ code: '42501' });
  await expect(ask('select request_submit(1)')).rejects.toMatchObject({ code: '42501' });
});

test('X2: it writes down what happens to its own drop-off and who must wait, and nothing else', async () => {
  const write = (kind: string, actor: string, subject: string, id: string) => `
    insert into events (firm_id, kind, actor_kind, subject_kind, subject_id, details)
      values ('${firm}', '${kind}', '${actor}', '${subject}', '${id}', '{}')`;
  await ask(write('uploads-ended', 'submitter', 'dropoff', own.id), own.token);
  await ask(write('tries-limited', 'anonymous', 'firm', firm));
  for (const [statement, token] of [
    [write('uploads-ended', 'submitter', 'dropoff', other.id), own.token],
    [write('tries-limited', 'anonymous', 'firm', other.id), undefined],
    [write('settings-changed', 'anonymous', 'firm', firm), undefined],
    [write('erased', 'submitter', 'dropoff', own.id), own.token],
    [write('uploads-ended', 'staff', 'dropoff', own.id), own.token],
  ] as const) {
    await expect(ask(statement, token), statement).rejects.toMatchObject({ code: '42501' });
  }
});

test('X4, D8: of a request it learns what its link shows, with the secret and in this firm only', async () => {
  const [secret, foreign] = [randomBytes(32), randomBytes(32)];
  const insert = async (firmId: string, of: Buffer): Promise<void> => {
    const account = await insertAccount(db, firmId);
    await db.asOwner(`
      insert into dropoff_requests (id, firm_id, what, until, max_uses, secret_hash, created_by, created_at)
        values ('${randomUUID()}', '${firmId}', 'Belege', now() + interval '1 day', 1, decode('${hashOf(of)}', 'hex'),
          '${account}', now());`);
  };
  await insert(firm, secret);
  await insert(await insertFirm(db), foreign);
  await expect(ask('select * from dropoff_requests')).rejects.toThrow('permission denied');
  await expect(ask('select * from processing_agreements')).rejects.toThrow('permission denied');
  const look = (of: Buffer) => ask(`select * from request_of_secret(decode('${hashOf(of)}', 'hex'))`);
  expect(await look(secret)).toMatchObject([{ what: 'Belege', uses_left: 1, full_up: false }]);
  expect(await look(foreign)).toEqual([]);
  expect(await look(randomBytes(32))).toEqual([]);
});
