import type { Actor, StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import type { EventKind } from './event-kinds.ts';
import { recordEvent } from './record-event.ts';

type HoldFacts = { id: string; scope: 'container' | 'customer' | 'firm'; subjectId: string };

/** Something is kept from erasure. The reason stands in the hold itself: it may name people. */
export async function recordHoldPlaced(
  tx: FirmTransaction,
  actor: StaffActor,
  hold: HoldFacts & { until: Date | null },
): Promise<void> {
  await record(tx, actor, 'hold-placed', hold, { until: hold.until?.toISOString() ?? null });
}

/** A hold was ended by hand; one that runs out by itself leaves no event. */
export async function recordHoldLifted(tx: FirmTransaction, actor: StaffActor, hold: HoldFacts): Promise<void> {
  await record(tx, actor, 'hold-lifted', hold, {});
}

export type RunCounts = { givenUp: number; erased: number; failed: number; held: number; overdue: number };

/** An erasure run that did something, or should have. */
export async function recordErasureRun(
  tx: FirmTransaction,
  actor: Actor,
  run: RunCounts & { runId: string; byRule: Record<string, number> },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'erasure-run',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details: { ...run },
  });
}

/** The run gave nothing up, since the clock had jumped by so many seconds. */
export async function recordErasureRunRefused(
  tx: FirmTransaction,
  actor: Actor,
  details: { runId: string; jumpSeconds: number },
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'erasure-run-refused',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details,
  });
}

/** An owner says that the clock is right although it seems to have jumped. */
export async function recordClockConfirmed(tx: FirmTransaction, actor: StaffActor, now: Date): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'clock-confirmed',
    subjectKind: 'firm',
    subjectId: actor.firmId,
    details: { now: now.toISOString() },
  });
}

async function record(
  tx: FirmTransaction,
  actor: StaffActor,
  kind: EventKind,
  { id, scope, subjectId }: HoldFacts,
  details: Record<string, unknown>,
): Promise<void> {
  await recordEvent(tx, actor, {
    kind,
    subjectKind: scope === 'container' ? 'dropoff' : scope,
    subjectId,
    details: { holdId: id, scope, ...details },
  });
}
