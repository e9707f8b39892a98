import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { insertAccount, insertCustomer, insertFirm } from './testing/rows.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

/** Tables that hold no firm's data; a new one has to be thought about and put here. */
const withoutFirm = ['attempts', 'scanner', 'schleuse_migrations', 'spent_challenges'];

/** A row in every table with firm_id, past the policies, so that there is something to see. */
async function fillFirm(firmId: string): Promise<void> {
  const account = await insertAccount(db, firmId);
  const customer = await insertCustomer(db, firmId);
  const [container, upload, intakeKey] = [randomUUID(), randomUUID(), randomUUID()];
  const hash = `decode('${randomUUID().replaceAll('-', '').repeat(2)}', 'hex')`;
  await db.asOwner(`
    insert into recovery_codes (account_id, firm_id, code_hash) values ('${account}', '${firmId}', ${hash});
    insert into sessions (id, firm_id, account_id, token_hash, expires_at)
      values ('${randomUUID()}', '${firmId}', '${account}', ${hash}, now());
    insert into dropoff_requests (id, firm_id, what, until, max_uses, secret_hash, created_by, created_at)
      values ('${randomUUID()}', '${firmId}', 'a', now() + interval '1 day', 1, ${hash}, '${account}', now());
    insert into processing_agreements (customer_id, firm_id) values ('${customer}', '${firmId}');
    insert into invitations (id, firm_id, email, role, token_hash, invited_by, expires_at)
      values ('${randomUUID()}', '${firmId}', 'neu@musterhaus.example', 'agent', ${hash}, '${account}', now());
    insert into containers (id, firm_id, kind, key_algorithm, public_key)
      values ('${container}', '${firmId}', 'dropoff', 1, ''::bytea);
    insert into container_usage (container_id, firm_id, files, bytes) values ('${container}', '${firmId}', 1, 1);
    insert into intake_keys (id, firm_id, container_id, sealed)
      values ('${intakeKey}', '${firmId}', '${container}', ''::bytea);
    insert into uploads (id, firm_id, container_id, name, length, expires_at)
      values ('${upload}', '${firmId}', '${container}', 'a', 1, now());
    insert into segments (upload_id, number, firm_id, container_id, intake_key_id, object_id, start, size)
      values ('${upload}', 0, '${firmId}', '${container}', '${intakeKey}', '${randomUUID()}', 0, 1);
    insert into files (id, firm_id, container_id, name, media_type, size)
      values ('${upload}', '${firmId}', '${container}', 'a', 'text/plain', 1);
    insert into password_resets (id, firm_id, account_id, token_hash, created_at, expires_at)
      values ('${randomUUID()}', '${firmId}', '${account}', ${hash}, now(), now());
    insert into passkeys (id, firm_id, account_id, credential_id, public_key, counter, name, created_at)
      values ('${randomUUID()}', '${firmId}', '${account}', ${hash}, '', 0, 'a', now());
    insert into ssh_keys (id, firm_id, account_id, name, algorithm, public_key, fingerprint, created_at)
      values ('${randomUUID()}', '${firmId}', '${account}', 'a', 'ssh-ed25519', ${hash}, ${hash}, now());
    insert into firm_looks (firm_id) values ('${firmId}');
    insert into profiles (id, firm_id, slug, name, max_file_bytes, max_files)
      values ('${randomUUID()}', '${firmId}', 'a', 'a', 1, 1);
    insert into prepared_containers (id, firm_id, key_algorithm, public_key)
      values ('${randomUUID()}', '${firmId}', 1, ''::bytea);
    insert into holds (id, firm_id, scope, reason, placed_by, placed_at)
      values ('${randomUUID()}', '${firmId}', 'firm', 'a', '${account}', now());
    insert into erasure_runs (id, firm_id, began_at, ended_at, outcome, given_up, erased, failed, held, overdue,
        process_id, uptime_ms, trusted)
      values ('${randomUUID()}', '${firmId}', now(), now(), 'done', 0, 0, 0, 0, 0, '${randomUUID()}', 1, true);
    insert into erasure_certificates (container_id, firm_id, subject_id, certificate)
      values ('${container}', '${firmId}', '${randomUUID()}', '{}');
    insert into dropoffs (id, firm_id, container_id, customer_id, customer_number, customer_hint, token_hash, expires_at, erases_at)
      values ('${randomUUID()}', '${firmId}', '${container}', '${customer}', '1', 'E…', ${hash}, now(), now());
    insert into messages (id, firm_id, container_id, kind, received_at, erases_at)
      values ('${randomUUID()}', '${firmId}', '${container}', 'message', now(), now());
    insert into submit_requests (id, firm_id, dropoff_id)
      select '${randomUUID()}', firm_id, id from dropoffs where firm_id = '${firmId}';
    insert into events (firm_id, kind, actor_kind, subject_kind) values ('${firmId}', 'test', 'system', 'firm');
    insert into event_leaves (event_id, firm_id, sequence) select id, firm_id, 0 from events where firm_id = '${firmId}';
    insert into logs (firm_id, origin, public_key, root) values ('${firmId}', 'a', sha256(''), sha256(''));
    insert into log_tiles (firm_id, level, position, hashes) values ('${firmId}', 0, 0, sha256(''));
    insert into mails (id, firm_id, dedupe_key, kind, from_name, recipient, subject, body, next_attempt_at)
      values ('${randomUUID()}', '${firmId}', 'a', 'arrival', 'a', 'a@musterhaus.example', 'a', 'a', now());`);
}

async function tablesOf(where: string): Promise<string[]> {
  const { rows } = await db.asOwner(`
    select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and ${where}
     order by 1`);
  return rows.map((row: { name: string }) => row.name);
}

const hasFirmId = `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'firm_id')`;

describe('separation of firms', () => {
  test('every table is a firm’s, with row-level security, or is known not to be', async () => {
    expect(await tablesOf(`not ${hasFirmId} and relname <> 'firms'`)).toEqual(withoutFirm);
    expect(await tablesOf(`(${hasFirmId} or relname = 'firms') and not relrowsecurity`)).toEqual([]);
  });

  test('every policy asks for the firm on reading and on writing', async () => {
    const { rows } = await db.asOwner(`select tablename, permissive, cmd, roles::text, qual, with_check from pg_policies
      where schemaname = 'public'`);
    // What only takes something away needs no more: intake-role.test.ts.
    const granting = rows.filter((row) => row.permissive === 'PERMISSIVE' && !withoutFirm.includes(row.tablename));
    for (const policy of granting) {
      const expected = `(${policy.tablename === 'firms' ? 'id' : 'firm_id'} = current_firm_id())`;
      expect(policy).toMatchObject({ cmd: 'ALL', roles: '{public}', qual: expected, with_check: expected });
    }
    expect(granting.map((row) => row.tablename).sort()).toEqual(await tablesOf(`${hasFirmId} or relname = 'firms'`));
  });

  test('a firm sees its own rows in every table and nothing of another, and cannot write there', async () => {
    const [own, foreign, empty] = [await insertFirm(db), await insertFirm(db), await insertFirm(db)];
    await fillFirm(own);
    await fillFirm(foreign);
    for (const table of await tablesOf(hasFirmId)) {
      const see = async (firmId: string): Promise<Set<string>> => {
        const rows = await db.inFirm(firmId, (tx) =>
          tx
            .selectFrom(table as 'files')
            .select('firm_id')
            .execute(),
        );
        return new Set(rows.map((row) => row.firm_id));
      };
      expect(await see(own), table).toEqual(new Set([own]));
      // Rules come with the firm.
      expect(await see(empty), table).toEqual(new Set(table === 'retention_rules' ? [empty] : []));
      const outside = await db.outsideFirm((tx) =>
        tx
          .selectFrom(table as 'files')
          .select('firm_id')
          .execute(),
      );
      expect(outside, table).toEqual([]);
      const moved = db.inFirm(own, (tx) =>
        tx
          .updateTable(table as 'files')
          .set({ firm_id: empty })
          .execute(),
      );
      await expect(moved, table).rejects.toMatchObject({ code: expect.stringMatching(/^42501$|^23001$/) });
    }
    const firms = await db.inFirm(own, (tx) => tx.selectFrom('firms').select('id').execute());
    expect(firms).toEqual([{ id: own }]);
  });

  test('the app role may call nothing that runs with the owner’s rights but the known look-ups', async () => {
    const { rows } = await db.asOwner(`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and has_function_privilege('schleuse_app', oid, 'execute') order by 1`);
    expect(rows.map((row) => row.proname)).toEqual([
      'find_account_by_email',
      'find_dropoff',
      'find_invitation',
      'find_passkey',
      'find_password_reset',
      'find_session',
      'list_due_mails',
      'list_firm_ids',
      'list_firms_to_sequence',
      'request_of_secret',
    ]);
    const { rows: unsafe } = await db.asOwner(`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and not coalesce(proconfig::text like '%search_path=public, pg_temp%', false)`);
    expect(unsafe).toEqual([]);
  });
});

describe('guards in the schema', () => {
  test('raw DELETE is refused unless the container is being erased', async () => {
    const firm = await insertFirm(db);
    await fillFirm(firm);
    for (const table of ['segments', 'files', 'uploads', 'intake_keys'] as const) {
      const gone = db.inFirm(firm, (tx) => tx.deleteFrom(table).execute());
      await expect(gone, table).rejects.toThrow('raw delete refused');
    }
    await db.inFirm(firm, async (tx) => {
      await tx.updateTable('containers').set({ erase_requested_at: new Date() }).execute();
      for (const table of ['segments', 'files', 'uploads', 'intake_keys'] as const)
        await tx.deleteFrom(table).execute();
    });
  });

  test('events can be added and nothing else, not even by the owner', async () => {
    const firm = await insertFirm(db);
    await db.asOwner(
      `insert into events (firm_id, kind, actor_kind, subject_kind) values ('${firm}', 'a', 'system', 'firm')`,
    );
    const change = db.inFirm(firm, (tx) => tx.updateTable('events').set({ kind: 'b' }).execute());
    await expect(change).rejects.toMatchObject({ code: '42501' });
    await expect(db.asOwner(`update events set kind = 'b'`)).rejects.toThrow('append-only');
    await expect(db.asOwner('delete from events')).rejects.toThrow('append-only');
    await expect(db.asOwner('truncate events')).rejects.toThrow('append-only');
  });
});
