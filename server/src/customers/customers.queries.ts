import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';

export type Customer = { id: string; number: string; name: string; active: boolean; createdAt: Date; changedAt: Date };
/** Where a page ends: the sort key of its last row, then its id. */
export type Place = { sortName: string; id: string };
/** A row of an imported list beside what is there already: id and name are null where it is new. */
export type Match = { position: number; id: string | null; name: string | null };

const columns = ['id', 'number', 'name', 'active', 'created_at as createdAt', 'changed_at as changedAt'] as const;

const keyOf = (number: string) => sql<string>`upper(replace(${number}::text, ' ', ''))`;

export async function findByNumber(tx: FirmTransaction, number: string): Promise<Customer | undefined> {
  return await tx.selectFrom('customers').select(columns).where('number_key', '=', keyOf(number)).executeTakeFirst();
}

/** The same for an intake process, which may ask for one number at a time. */
export async function askForNumber(
  tx: FirmTransaction,
  number: string,
): Promise<Pick<Customer, 'id' | 'number' | 'name' | 'active'> | undefined> {
  const { rows } = await sql<Pick<Customer, 'id' | 'number' | 'name' | 'active'>>`
    select id, number, name, active from find_customer_by_number(${number})`.execute(tx);
  return rows[0];
}

export async function findCustomer(tx: FirmTransaction, id: string): Promise<Customer | undefined> {
  return await tx.selectFrom('customers').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** In order of names; `search` is found in names (umlauts and case aside) and at the beginning of numbers. */
export async function listCustomers(
  tx: FirmTransaction,
  { search, after, limit }: { search: string; after: Place | undefined; limit: number },
): Promise<(Customer & Place)[]> {
  let query = tx
    .selectFrom('customers')
    .select([...columns, 'sort_name as sortName'])
    .orderBy('sort_name')
    .orderBy('id')
    .limit(limit);
  if (after) {
    query = query.where(sql<boolean>`(sort_name, id) > (${after.sortName}, ${after.id}::uuid)`);
  }
  if (search !== '') {
    query = query.where(({ or }) =>
      or([
        sql<boolean>`position(sort_form(${search}) in sort_name) > 0`,
        sql<boolean>`starts_with(number_key, ${keyOf(search)})`,
      ]),
    );
  }
  return await query.execute();
}

export async function insertCustomer(
  tx: FirmTransaction,
  customer: { id: string; firmId: string; number: string; name: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('customers')
    .values({
      id: customer.id,
      firm_id: customer.firmId,
      number: customer.number,
      name: customer.name,
      created_at: customer.now,
      changed_at: customer.now,
    })
    .execute();
}

export async function updateCustomer(
  tx: FirmTransaction,
  id: string,
  patch: { name?: string; active?: boolean; now: Date },
): Promise<void> {
  const { now, ...columns } = patch;
  await tx
    .updateTable('customers')
    .set({ ...columns, changed_at: now })
    .where('id', '=', id)
    .execute();
}

/** Looks up many numbers at once; positions are those in the array. */
export async function matchNumbers(tx: FirmTransaction, numbers: string[]): Promise<Match[]> {
  const { rows } = await sql<Match>`
    select list.position::int as position, c.id, c.name
      from unnest(${numbers}::text[]) with ordinality as list (number, position)
      left join customers c on c.number_key = upper(replace(list.number, ' ', ''))
     order by list.position`.execute(tx);
  return rows.map((row) => ({ ...row, position: row.position - 1 }));
}

/** Adds new customers and renames known ones; somebody who adds the same number meanwhile is no error. */
export async function saveCustomers(
  tx: FirmTransaction,
  firmId: string,
  rows: { id: string; number: string; name: string }[],
  now: Date,
): Promise<void> {
  await sql`
    insert into customers (id, firm_id, number, name, created_at, changed_at)
    select id, ${firmId}::uuid, number, name, ${now}, ${now}
      from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.number)}::text[],
                  ${rows.map((row) => row.name)}::text[]) as list (id, number, name)
    on conflict (firm_id, number_key) do update set name = excluded.name, changed_at = excluded.changed_at`.execute(tx);
}
