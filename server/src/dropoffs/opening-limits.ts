import type { Attempts } from '../access/attempts.ts';
import type { ProofOfWork } from '../access/proof-of-work.ts';
import type { ReportLimit } from '../access/report-limit.ts';
import { TooMany } from '../errors.ts';

/** One drop-off more: whose, from where, and what work was done for it already. */
export type Opening = {
  firmId: string;
  customerId: string;
  clientKey: string;
  altcha?: string | undefined;
  /** The level of the solution that was taken with the customer's number, if one was. */
  work?: number | undefined;
};

export type OpeningLimits = {
  /** @throws TooMany `proof_of_work_required` with `details.challenge`, `rate_limited` with `details.retryAfterSeconds` */
  countOpening(opening: Opening): Promise<void>;
};

const hour = 3_600;
/** So many drop-offs are free, and from each further bound on the work is four times as much. */
const perCustomer = { scope: 'dropoff-open.customer', windowSeconds: hour, bounds: [300, 600, 900] };
const perCustomerDay = { scope: 'dropoff-open.customer-day', windowSeconds: 24 * hour, bounds: [1_000, 2_000, 3_000] };
const perNetwork = { scope: 'dropoff-open.network', windowSeconds: hour, bounds: [1_200, 1_800, 2_400] };
/** A single network waits above this. A customer never does: others could lock them out by using their number. */
const mostPerNetwork = 3_000;

/**
 * Against a flood of drop-offs by somebody who knows a right number: each one is a key on the disk and a line in the
 * inbox. Work comes first; only a network that goes on regardless is refused for a while.
 */
export function createOpeningLimits(deps: {
  attempts: Attempts;
  reportLimit: ReportLimit;
  proofOfWork: Pick<ProofOfWork, 'newChallenge' | 'takeSolution'>;
}): OpeningLimits {
  const { attempts, proofOfWork } = deps;
  return {
    async countOpening({ firmId, customerId, clientKey, altcha, work = -1 }) {
      const counters = [
        { ...perCustomer, key: `${firmId}/${customerId}` },
        { ...perCustomerDay, key: `${firmId}/${customerId}` },
        { ...perNetwork, key: clientKey },
      ];
      const counts: number[] = [];
      for (const { scope, key, windowSeconds } of counters) {
        counts.push(await attempts.countAttempt(scope, key, windowSeconds));
      }
      const level = Math.max(...counters.map(({ bounds }, at) => levelOf(counts[at] ?? 0, bounds)));
      const refused = (counts[2] ?? 0) > mostPerNetwork;
      if (!refused && level <= work) return;
      if (!refused && altcha !== undefined && work < 0 && (await proofOfWork.takeSolution(altcha, level))) return;
      // None was opened.
      for (const { scope, key, windowSeconds } of counters) await attempts.takeBackAttempt(scope, key, windowSeconds);
      if (refused) {
        await deps.reportLimit({ firmId, door: 'drop-off', key: clientKey, windowSeconds: perNetwork.windowSeconds });
        throw new TooMany('rate_limited', 'Too many drop-offs from your network. Please wait a while.', {
          retryAfterSeconds: perNetwork.windowSeconds,
        });
      }
      throw new TooMany('proof_of_work_required', 'Please solve the task first.', {
        challenge: await proofOfWork.newChallenge(level),
      });
    },
  };
}

/** -1 while it is free, else 0 to 2. */
function levelOf(count: number, bounds: number[]): number {
  return bounds.filter((bound) => count > bound).length - 1;
}
