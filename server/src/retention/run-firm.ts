import { randomUUID } from 'node:crypto';

import type { Actor, StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordErasureRun, recordErasureRunRefused } from '../evidence/retention-events.ts';
import { type ClockVerdict, judgeClock } from './clock-guard.ts';
import { eraseContainer } from './erase-container.ts';
import { countOverdueOf } from './count-overdue.ts';
import { type EraseDueDeps, eraseDueTask } from './erase-due-deps.ts';
import { findReference, forgetIdleRuns, insertRun, listRuns, type RunResult } from './erasure-runs.queries.ts';
import { findUnfinishedErasures } from './retention.queries.ts';

const processId = randomUUID();
const idleKeptMs = 24 * 3_600_000;

/** The erasure run of one firm. @param confirmedBy an owner who says that the clock is right although it jumped */
export async function runFirm(deps: EraseDueDeps, firmId: string, confirmedBy?: StaffActor): Promise<RunResult> {
  const reading = { wall: deps.clock(), uptimeMs: deps.uptimeMs(), processId };
  const last = await deps.database.inFirm(firmId, findReference);
  const verdict: ClockVerdict = confirmedBy ? { believed: true, reference: true } : judgeClock(last, reading);
  const counts = { givenUp: 0, erased: 0, failed: 0, held: 0 };
  const byRule: Record<string, number> = {};
  const attempt = async <T>(work: () => Promise<T>): Promise<T | false> => {
    try {
      return await work();
    } catch (error) {
      counts.failed += 1;
      deps.log.error({ err: error }, 'erasure failed, it will be tried again');
      return false;
    }
  };
  for (const perishable of verdict.believed ? deps.perishables : []) {
    const due = await deps.database.inFirm(firmId, (tx) => perishable.findDue(tx, reading.wall));
    for (const id of due) {
      const giveUp = () => deps.database.inFirm(firmId, (tx) => perishable.giveUpDue(tx, firmId, id, reading.wall));
      const rule = await attempt(giveUp);
      if (rule === false) continue;
      counts.givenUp += 1;
      byRule[rule] = (byRule[rule] ?? 0) + 1;
    }
    counts.held += await countHeld(deps, firmId, perishable, reading.wall, due);
  }
  for (const containerId of await deps.database.inFirm(firmId, findUnfinishedErasures)) {
    if (await attempt(() => eraseContainer(deps, firmId, containerId))) counts.erased += 1;
  }
  const overdue = await countOverdueOf(deps, firmId);
  if (overdue > 0) deps.log.error({ overdue }, 'ALARM: data is kept longer than promised');
  const run: RunResult = {
    id: randomUUID(),
    beganAt: reading.wall,
    endedAt: deps.clock(),
    outcome: verdict.believed ? 'done' : 'refused',
    ...counts,
    overdue,
    byRule,
  };
  const reference = verdict.believed && verdict.reference;
  await deps.database.inFirm(firmId, async (tx) => {
    const [before] = await listRuns(tx, 1);
    await insertRun(tx, firmId, { ...run, reading, reference, confirmedBy: confirmedBy?.accountId ?? null });
    await forgetIdleRuns(tx, new Date(run.endedAt.getTime() - idleKeptMs));
    await tellOf(deps, tx, {
      run,
      before,
      verdict,
      actor: confirmedBy ?? { kind: 'system', firmId, task: eraseDueTask },
    });
  });
  return run;
}

/** Due by now, yet not among what was found to erase: a hold keeps it. */
async function countHeld(
  deps: EraseDueDeps,
  firmId: string,
  perishable: EraseDueDeps['perishables'][number],
  now: Date,
  due: string[],
): Promise<number> {
  const known = new Set(due);
  const all = await deps.database.inFirm(firmId, (tx) => perishable.foresee(tx, now, 10_000));
  return all.filter(({ id }) => !known.has(id)).length;
}

/** Events of what was done, mails of what went wrong. A refusal is written down once, when it begins. */
async function tellOf(
  deps: EraseDueDeps,
  tx: FirmTransaction,
  told: { run: RunResult; before: RunResult | undefined; verdict: ClockVerdict; actor: Actor },
): Promise<void> {
  const { run, before, verdict, actor } = told;
  const { firmId } = actor;
  const { givenUp, erased, failed, held, overdue, byRule } = run;
  const at = run.endedAt;
  if (!verdict.believed) {
    deps.log.error({ jumpMs: verdict.jumpMs }, 'ALARM: the clock has jumped, nothing is given up');
    const jumpSeconds = Math.round(verdict.jumpMs / 1000);
    if (before?.outcome !== 'refused') await recordErasureRunRefused(tx, actor, { runId: run.id, jumpSeconds });
    await deps.notifyErasureAlarm(tx, { firmId, cause: 'clock', count: jumpSeconds, at });
  }
  if (givenUp + erased + failed > 0) {
    await recordErasureRun(tx, actor, { runId: run.id, givenUp, erased, failed, held, overdue, byRule });
  }
  const left = Math.max(failed, overdue);
  if (left > 0) await deps.notifyErasureAlarm(tx, { firmId, cause: 'left', count: left, at });
}
