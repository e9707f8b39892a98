import type { FirmTransaction } from '../db/database.ts';
import type { RetentionRule } from './due-moment.ts';

/** The firm's rules, by name. */
export async function listRules(tx: FirmTransaction): Promise<RetentionRule[]> {
  const rows = await tx.selectFrom('retention_rules').selectAll().orderBy('name').execute();
  return rows.map((row) => ({
    name: row.name,
    containerKind: row.container_kind,
    bound: row.bound,
    period: row.period,
    unit: row.unit,
    starts: row.starts,
    legalBasis: row.legal_basis,
  }));
}

/** The zone whose calendar the firm's years and days are counted by. */
export async function readTimeZone(tx: FirmTransaction): Promise<string> {
  // The policy leaves one row: the firm of the transaction.
  return (await tx.selectFrom('firms').select('time_zone').executeTakeFirstOrThrow()).time_zone;
}
