import { randomBytes, randomUUID } from 'node:crypto';

import type { Insertable } from 'kysely';

import type { Database } from '../database.ts';
import type { AccountsTable, CustomersTable, FirmsTable } from '../schema.generated.ts';

/** Rows that tests need before they can begin. What matters to a test it names itself; the rest is made up. */
export async function insertFirm(db: Database, values: Partial<Insertable<FirmsTable>> = {}): Promise<string> {
  const id = values.id ?? randomUUID();
  await db.inFirm(id, (tx) =>
    tx
      .insertInto('firms')
      .values({ name: 'Musterhaus Software GmbH', receipt_public_key: randomBytes(32), ...values, id })
      .execute(),
  );
  return id;
}

export async function insertAccount(
  db: Database,
  firmId: string,
  values: Partial<Insertable<AccountsTable>> = {},
): Promise<string> {
  const id = values.id ?? randomUUID();
  await db.inFirm(firmId, (tx) =>
    tx
      .insertInto('accounts')
      .values({
        firm_id: firmId,
        email: `${id}@musterhaus.example`,
        name: 'Sachbearbeitung',
        role: 'agent',
        // No password has this hash: nobody signs in as this account.
        password_hash: '!',
        ...values,
        id,
      })
      .execute(),
  );
  return id;
}

export async function insertCustomer(
  db: Database,
  firmId: string,
  values: Partial<Insertable<CustomersTable>> = {},
): Promise<string> {
  const id = values.id ?? randomUUID();
  await db.inFirm(firmId, (tx) =>
    tx
      .insertInto('customers')
      .values({
        firm_id: firmId,
        number: String(10_000 + Math.floor(Math.random() * 90_000)),
        name: 'Ev. Kirchengemeinde Dortmund-Nord',
        ...values,
        id,
      })
      .execute(),
  );
  return id;
}
