import { randomUUID } from 'node:crypto';

import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import type { EventProof } from '@schleuse/proofs/event-entry';

import type { Actor, StaffActor } from '../actor.ts';
import { NotFound } from '../errors.ts';
import { recordClockConfirmed } from '../evidence/retention-events.ts';
import { findCertificate, setLogProof } from './certificates.queries.ts';
import type { RetentionRule } from './due-moment.ts';
import type { EraseDueDeps } from './erase-due-deps.ts';
import { lastRunAt, listRuns, type RunResult } from './erasure-runs.queries.ts';
import { type Hold, liftHold, listHoldsOf, type NewHold, placeHold } from './manage-holds.ts';
import { foresee, type Preview } from './preview.ts';
import { listRules, readTimeZone } from './rules.queries.ts';
import { runFirm } from './run-firm.ts';

export type RetentionDeps = EraseDueDeps & {
  assertMay(
    actor: Actor,
    verb: 'read' | 'list' | 'create' | 'change' | 'revoke',
    resource: { kind: 'retention' | 'hold' | 'certificate'; firmId: string; dropoffId?: string },
  ): void;
  /** That the firm's log has the erasure; undefined when it is not there within `waitMs`. */
  proveErasure(firmId: string, subjectId: string, waitMs: number): Promise<EventProof | undefined>;
};

export type Retention = {
  rules(actor: Actor): Promise<{ timeZone: string; rules: RetentionRule[] }>;
  /** What the run will erase until then (24 hours without it), and what holds keep. */
  preview(actor: Actor, request: { until?: Date }): Promise<Preview>;
  runs(actor: Actor, request: { limit?: number }): Promise<{ runs: RunResult[]; lastRunAt: Date }>;
  /** The run of this firm, now. With `clockIsRight` it believes the clock although that jumped (clock-guard.ts). */
  runNow(actor: StaffActor, request: { clockIsRight?: boolean }): Promise<RunResult>;
  holds(actor: Actor, request: { ended?: boolean }): Promise<Hold[]>;
  placeHold(actor: StaffActor, hold: NewHold): Promise<Hold>;
  liftHold(actor: StaffActor, id: string): Promise<void>;
  /** Of a drop-off, with its proof as soon as there is one. @throws NotFound `no_certificate` before it is erased */
  certificate(actor: Actor, dropoffId: string): Promise<ErasureCertificate>;
  /** Alarms every firm whose last run was more than two hours ago. */
  watchRuns(): Promise<void>;
  runAgeSeconds(): Promise<number>;
};

const hour = 3_600_000;
/** How long asking for a certificate waits for its proof, in milliseconds. */
const proofPatienceMs = 1_000;
const missingAfterMs = 2 * hour;

export function createRetention(deps: RetentionDeps): Retention {
  const { database, clock } = deps;
  const may = (
    actor: Actor,
    verb: 'read' | 'list' | 'create' | 'change' | 'revoke',
    kind: 'retention' | 'hold',
  ): void => deps.assertMay(actor, verb, { kind, firmId: actor.firmId });

  async function agesMs(): Promise<{ firmId: string; ageMs: number }[]> {
    const ages = [];
    for (const firmId of await deps.listFirmIds()) {
      const last = await database.inFirm(firmId, lastRunAt);
      ages.push({ firmId, ageMs: Math.max(0, clock().getTime() - last.getTime()) });
    }
    return ages;
  }

  return {
    async rules(actor) {
      may(actor, 'read', 'retention');
      return await database.inFirm(actor.firmId, async (tx) => {
        return { timeZone: await readTimeZone(tx), rules: await listRules(tx) };
      });
    },
    async preview(actor, { until }) {
      may(actor, 'read', 'retention');
      return await foresee(deps, actor.firmId, until ?? new Date(clock().getTime() + 24 * hour));
    },
    async runs(actor, { limit = 50 }) {
      may(actor, 'read', 'retention');
      return await database.inFirm(actor.firmId, async (tx) => {
        return { runs: await listRuns(tx, limit), lastRunAt: await lastRunAt(tx) };
      });
    },
    async runNow(actor, { clockIsRight = false }) {
      may(actor, 'change', 'retention');
      if (clockIsRight) await database.inFirm(actor.firmId, (tx) => recordClockConfirmed(tx, actor, clock()));
      return await runFirm(deps, actor.firmId, clockIsRight ? actor : undefined);
    },
    async holds(actor, { ended = false }) {
      may(actor, 'list', 'hold');
      return await listHoldsOf(deps, actor.firmId, ended);
    },
    async placeHold(actor, hold) {
      may(actor, 'create', 'hold');
      return await placeHold(deps, actor, { ...hold, id: randomUUID() });
    },
    async liftHold(actor, id) {
      may(actor, 'revoke', 'hold');
      await liftHold(deps, actor, id);
    },
    async certificate(actor, dropoffId) {
      const { firmId } = actor;
      deps.assertMay(actor, 'read', { kind: 'certificate', firmId, dropoffId });
      const found = await database.inFirm(firmId, (tx) => findCertificate(tx, dropoffId));
      if (!found) throw new NotFound('no_certificate', 'There is no erasure certificate (yet).');
      if (found.proof !== undefined) return found;
      const log = await deps.proveErasure(firmId, dropoffId, proofPatienceMs);
      if (!log) return found;
      // Of two who ask at once the first proof stays, so that all copies are the same.
      return await database.inFirm(firmId, async (tx) => {
        await setLogProof(tx, dropoffId, log);
        return (await findCertificate(tx, dropoffId)) ?? found;
      });
    },
    async watchRuns() {
      for (const { firmId, ageMs } of await agesMs()) {
        if (ageMs <= missingAfterMs) continue;
        deps.log.error({ firmId, ageMs }, 'ALARM: no erasure run has ended');
        const count = Math.round(ageMs / hour);
        await database.inFirm(firmId, (tx) =>
          deps.notifyErasureAlarm(tx, { firmId, cause: 'missing', count, at: clock() }),
        );
      }
    },
    async runAgeSeconds() {
      return Math.max(0, ...(await agesMs()).map(({ ageMs }) => ageMs / 1000));
    },
  };
}
