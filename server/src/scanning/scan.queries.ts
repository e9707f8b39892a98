import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { Verdict } from './read-answer.ts';

export type FileToScan = { id: string; containerId: string; size: number };

/**
 * Files without a verdict, the oldest first; none of a container that was given up.
 * @param scan `waiting`, or what came while there was no scanner
 */
export async function findToScan(
  tx: FirmTransaction,
  firmId: string,
  scan: 'waiting' | 'unscanned',
  { maxBytes, limit, except }: { maxBytes: number; limit: number; except: string[] },
): Promise<FileToScan[]> {
  return await tx
    .selectFrom('files as f')
    .innerJoin('containers as c', 'c.id', 'f.container_id')
    .select(['f.id', 'f.container_id as containerId', 'f.size'])
    .where('f.firm_id', '=', firmId)
    // As a literal: with a parameter the partial index is no choice.
    .where(scan === 'waiting' ? sql<boolean>`f.scan = 'waiting'` : sql<boolean>`f.scan = 'unscanned'`)
    .where('f.size', '<=', maxBytes)
    .where('c.erase_requested_at', 'is', null)
    .$if(except.length > 0, (files) => files.where(sql<boolean>`f.id <> all(${except}::uuid[])`))
    .orderBy('f.created_at')
    .orderBy('f.id')
    .limit(limit)
    .execute();
}

export type ScannedFile = { id: string; verdict: Verdict };

/** Writes verdicts of files that have none yet; a file that went meanwhile is left out. Says of which it did. */
export async function setVerdicts(tx: FirmTransaction, files: ScannedFile[], at: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update files f set scan = v.scan, finding = v.finding, scanned_at = ${at}
      from unnest(${files.map(({ id }) => id)}::uuid[], ${files.map(({ verdict }) => verdict.scan)}::text[],
                  ${files.map(({ verdict }) => ('finding' in verdict ? verdict.finding : null))}::text[])
        as v (id, scan, finding)
     where f.id = v.id and f.scan in ('waiting', 'unscanned')
    returning f.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** The containers with waiting files. */
export async function findWaitingContainers(tx: FirmTransaction): Promise<string[]> {
  const rows = await tx
    .selectFrom('files')
    .select('container_id')
    .distinct()
    .where(sql<boolean>`scan = 'waiting'`)
    .execute();
  return rows.map((row) => row.container_id);
}

/** Ends the waiting of a container's files where nobody is there to look at them. */
export async function setUnscanned(tx: FirmTransaction, containerId: string): Promise<void> {
  await tx
    .updateTable('files')
    .set({ scan: 'unscanned' })
    .where('container_id', '=', containerId)
    .where(sql<boolean>`scan = 'waiting'`)
    .execute();
}

export type WaitingFigures = { waiting: number; oldest: Date | null; quarantined: number };

/** Of one firm: how many files wait, since when the oldest does, and how many are in quarantine. */
export async function countHeld(tx: FirmTransaction, firmId: string): Promise<WaitingFigures> {
  const { rows } = await sql<WaitingFigures>`
    select count(*) filter (where scan = 'waiting')::int as waiting,
           min(f.created_at) filter (where scan = 'waiting') as oldest,
           count(*) filter (where scan = 'infected' and released_at is null and removed_at is null)::int as quarantined
      from files f join containers c on c.id = f.container_id
     where f.firm_id = ${firmId} and f.scan in ('waiting', 'infected') and c.erase_requested_at is null`.execute(tx);
  return rows[0] ?? { waiting: 0, oldest: null, quarantined: 0 };
}

export type ScannerRow = {
  state: 'working' | 'failing';
  reason: string | null;
  since: Date;
  checked_at: Date;
  version: string;
};

export async function readScanner(tx: FirmTransaction): Promise<ScannerRow | undefined> {
  return await tx
    .selectFrom('scanner')
    .select(['state', 'reason', 'since', 'checked_at', 'version'])
    .executeTakeFirst();
}

export async function writeScanner(tx: FirmTransaction, row: ScannerRow): Promise<void> {
  await tx
    .insertInto('scanner')
    .values(row)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
    .execute();
}
