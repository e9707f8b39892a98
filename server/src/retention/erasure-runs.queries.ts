import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { ClockReading } from './clock-guard.ts';

export type RunResult = {
  id: string;
  beganAt: Date;
  endedAt: Date;
  /** `refused`: the clock had jumped, so nothing was given up. */
  outcome: 'done' | 'refused';
  givenUp: number;
  erased: number;
  failed: number;
  /** Due, but kept by a hold. */
  held: number;
  /** What should have been gone an hour before and is not. */
  overdue: number;
  /** How many were given up by which rule. */
  byRule: Record<string, number>;
};

export type NewRun = RunResult & { reading: ClockReading; reference: boolean; confirmedBy: string | null };

export async function insertRun(tx: FirmTransaction, firmId: string, run: NewRun): Promise<void> {
  await tx
    .insertInto('erasure_runs')
    .values({
      id: run.id,
      firm_id: firmId,
      began_at: run.beganAt,
      ended_at: run.endedAt,
      outcome: run.outcome,
      given_up: run.givenUp,
      erased: run.erased,
      failed: run.failed,
      held: run.held,
      overdue: run.overdue,
      by_rule: JSON.stringify(run.byRule),
      process_id: run.reading.processId,
      uptime_ms: Math.round(run.reading.uptimeMs),
      trusted: run.reference,
      confirmed_by: run.confirmedBy,
    })
    .execute();
}

/** Forgets runs that found nothing to do, a day later; never the newest, nor the one readings are compared with. */
export async function forgetIdleRuns(tx: FirmTransaction, before: Date): Promise<void> {
  await sql`
    delete from erasure_runs r
    where r.ended_at < ${before} and r.outcome = 'done' and r.given_up + r.erased + r.failed + r.overdue = 0
      and r.id not in (select id from erasure_runs where outcome = 'done' order by number desc limit 1)
      and r.id not in (select id from erasure_runs where trusted order by number desc limit 1)`.execute(tx);
}

/** The clock of the last run that was believed. */
export async function findReference(tx: FirmTransaction): Promise<ClockReading | undefined> {
  const row = await tx
    .selectFrom('erasure_runs')
    .select(['began_at', 'uptime_ms', 'process_id'])
    .where('trusted', '=', true)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { wall: row.began_at, uptimeMs: Number(row.uptime_ms), processId: row.process_id };
}

/** The newest first. */
export async function listRuns(tx: FirmTransaction, limit: number): Promise<RunResult[]> {
  const rows = await tx.selectFrom('erasure_runs').selectAll().orderBy('number', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    givenUp: row.given_up,
    erased: row.erased,
    failed: row.failed,
    held: row.held,
    overdue: row.overdue,
    byRule: row.by_rule as Record<string, number>,
  }));
}

/** Of the last run that was not refused; a firm without one counts from its making. */
export async function lastRunAt(tx: FirmTransaction): Promise<Date> {
  const { at } = await tx
    .selectFrom('firms as f')
    .select((eb) =>
      eb.fn
        .coalesce(
          eb
            .selectFrom('erasure_runs as r')
            .select((inner) => inner.fn.max('r.ended_at').as('at'))
            .where('r.outcome', '=', 'done'),
          'f.created_at',
        )
        .as('at'),
    )
    .executeTakeFirstOrThrow();
  return at as Date;
}
