import { randomUUID } from 'node:crypto';

import type { StaffActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { recordCustomersImported } from '../evidence/customer-events.ts';
import { matchNumbers, saveCustomers } from './customers.queries.ts';
import type { CsvRow, CsvRowError } from './read-customer-csv.ts';

export type ImportResult = {
  /** Rows with content, the header not counted. */
  total: number;
  new: number;
  changed: number;
  unchanged: number;
  /** The first 500; `errorCount` says how many there are. */
  errors: CsvRowError[];
  errorCount: number;
  /** The first ten rows that change something. */
  sample: { number: string; name: string; change: 'new' | 'changed' }[];
};

const batch = 2_000;
const mostErrors = 500;
const sampleSize = 10;

/**
 * Compares a list with what is there and, unless it is a preview, takes it over in one transaction: all good rows or,
 * after a fault, none. Rows with errors are left out; customers that are not in the list stay as they are, deactivated
 * ones too.
 */
export async function importCustomers(
  deps: { database: Database; clock: () => Date },
  actor: StaffActor,
  list: { total: number; rows: CsvRow[]; errors: CsvRowError[] },
  { preview }: { preview: boolean },
): Promise<ImportResult> {
  const result: ImportResult = {
    total: list.total,
    new: 0,
    changed: 0,
    unchanged: 0,
    errors: list.errors.slice(0, mostErrors),
    errorCount: list.errors.length,
    sample: [],
  };
  await deps.database.inFirm(actor.firmId, async (tx) => {
    const now = deps.clock();
    for (let at = 0; at < list.rows.length; at += batch) {
      const changes = await compare(tx, list.rows.slice(at, at + batch), result);
      if (!preview && changes.length > 0) await saveCustomers(tx, actor.firmId, changes, now);
    }
    if (preview) return;
    const counts = { new: result.new, changed: result.changed, unchanged: result.unchanged };
    await recordCustomersImported(tx, actor, { ...counts, refused: list.errors.length });
  });
  return result;
}

async function compare(
  tx: FirmTransaction,
  rows: CsvRow[],
  result: ImportResult,
): Promise<{ id: string; number: string; name: string }[]> {
  const changes = [];
  const matches = await matchNumbers(
    tx,
    rows.map((row) => row.number),
  );
  for (const { position, id, name: present } of matches) {
    const row = rows[position];
    if (!row) continue;
    const change = id === null ? 'new' : present === row.name ? 'unchanged' : 'changed';
    result[change]++;
    if (change === 'unchanged') continue;
    changes.push({ id: id ?? randomUUID(), number: row.number, name: row.name });
    if (result.sample.length < sampleSize) result.sample.push({ number: row.number, name: row.name, change });
  }
  return changes;
}
