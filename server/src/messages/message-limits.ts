import type { Attempts } from '../access/attempts.ts';
import type { ProofOfWork } from '../access/proof-of-work.ts';
import { TooMany } from '../errors.ts';

export type Posting = {
  firmId: string;
  clientKey: string;
  /** Whose token came along: somebody who has a drop-off with us. */
  dropoffId?: string | undefined;
  altcha?: string | undefined;
};

const hour = 3_600;
const day = 24 * hour;
/** The work grows with the messages of one network, and with those of all at one firm. */
const network = { scope: 'message.network', windowSeconds: hour, bounds: [0, 3, 8], most: 20 };
const firm = { scope: 'message.firm', windowSeconds: hour, bounds: [0, 30, 100] };
/** What a firm takes in an hour. The reserve is for networks that have sent nothing today. */
const crowd = { scope: 'message.crowd', windowSeconds: hour, most: 150 };
const newcomers = { scope: 'message.newcomers', windowSeconds: hour, most: 300 };
const today = { scope: 'message.network-day', windowSeconds: day };
/** Whoever sent files is not kept out by others: a count of their own, and never more than the easiest work. */
const own = { scope: 'message.dropoff', windowSeconds: day, most: 10 };

/**
 * Against floods of the contact form. Each message costs a proof of work, more of it the more come. What work does not stop
 * is capped, in lanes that do not take each other's room: whoever has a drop-off, newcomers, everybody else.
 * @throws TooMany `proof_of_work_required` with `details.challenge`, `rate_limited` with `details.retryAfterSeconds`
 */
export function createMessageLimits(deps: {
  attempts: Attempts;
  proofOfWork: Pick<ProofOfWork, 'newChallenge' | 'takeSolution'>;
}) {
  const { attempts, proofOfWork } = deps;

  async function askForWork(altcha: string | undefined, level: number): Promise<void> {
    if (altcha !== undefined && (await proofOfWork.takeSolution(altcha, level))) return;
    throw new TooMany('proof_of_work_required', 'Please solve the task first.', {
      challenge: await proofOfWork.newChallenge(level),
    });
  }

  async function countWithin(lane: { scope: string; windowSeconds: number; most: number }, key: string): Promise<void> {
    if ((await attempts.countAttempt(lane.scope, key, lane.windowSeconds)) <= lane.most) return;
    await attempts.takeBackAttempt(lane.scope, key, lane.windowSeconds);
    throw refusal(lane.windowSeconds);
  }

  return async function countPosting({ firmId, clientKey, dropoffId, altcha }: Posting): Promise<void> {
    if (dropoffId !== undefined) {
      await askForWork(altcha, 0);
      return await countWithin(own, dropoffId);
    }
    const sent = await attempts.recentAttempts(network.scope, clientKey, network.windowSeconds);
    if (sent >= network.most) throw refusal(network.windowSeconds);
    const all = await attempts.recentAttempts(firm.scope, firmId, firm.windowSeconds);
    await askForWork(altcha, Math.max(levelOf(sent + 1, network.bounds), levelOf(all + 1, firm.bounds)));
    const isNew = (await attempts.recentAttempts(today.scope, clientKey, today.windowSeconds)) === 0;
    await countWithin(isNew ? newcomers : crowd, firmId);
    await attempts.countAttempt(today.scope, clientKey, today.windowSeconds);
    await attempts.countAttempt(firm.scope, firmId, firm.windowSeconds);
    // Last, and exact: many at once from one network are as many.
    await countWithin(network, clientKey);
  };
}

/** 0 to 2 of proof-of-work.ts. */
function levelOf(count: number, bounds: number[]): number {
  return Math.max(0, bounds.filter((bound) => count > bound).length - 1);
}

function refusal(retryAfterSeconds: number): TooMany {
  return new TooMany('rate_limited', 'Too many messages at the moment. Please wait a while.', { retryAfterSeconds });
}
