import { setTimeout as sleep } from 'node:timers/promises';

import type { AnonymousActor } from '../actor.ts';
import type { Attempts } from '../access/attempts.ts';
import { assertMay } from '../access/may.ts';
import { createReportLimit } from '../access/report-limit.ts';
import { createQueues } from '../access/one-at-a-time.ts';
import { type Challenge, levelOfSolution, type ProofOfWork } from '../access/proof-of-work.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { InvalidInput, TooMany } from '../errors.ts';
import { requireNumberFormat, tidyNumber } from './customer-number.ts';
import { findByNumber as findInList } from './customers.queries.ts';

export type IdentifyRequest = {
  number: string;
  /** A solved challenge, where one was asked for. */
  altcha?: string | undefined;
  /** What tries are counted by, see http/client-address.ts. */
  clientKey: string;
};

/** Who sends. `work`: the level of the solution that was taken, undefined where none was asked for. */
export type IdentifiedCustomer = FoundCustomer & { work: number | undefined };
export type FoundCustomer = { id: string; number: string; name: string; active: boolean };

export type IdentifyDeps = {
  database: Database;
  firms: { getFirm(firmId: string): Promise<{ customerNumberPattern: string; customerNumberExample: string }> };
  attempts: Attempts;
  proofOfWork: ProofOfWork;
  /** How a number is looked up; default: in the list of customers, which an intake process cannot read. */
  findByNumber?: (tx: FirmTransaction, number: string) => Promise<FoundCustomer | undefined>;
  /** Every refusal of a well-formed number takes at least this long; default 250 ms. */
  slowestRefusal?: number;
};

const hour = 3_600;
// Only wrong tries are counted in the end, so nobody who knows the number is ever asked for more than patience.
const client = { scope: 'customer-number.client', windowSeconds: hour, free: 2, max: 100 };
const clientDay = { scope: 'customer-number.client-day', windowSeconds: 24 * hour, max: 300 };
// Many addresses trying one firm: all are asked for proof of work, none is locked out.
const firm = { scope: 'customer-number.firm', windowSeconds: hour, free: 60 };

/** How much work the next try costs: none, or a level of proof-of-work.ts. */
function levelOf(tries: { client: number; firm: number }): number | undefined {
  if (tries.client > 30) return 2;
  if (tries.client > 10) return 1;
  return tries.client > client.free || tries.firm > firm.free ? 0 : undefined;
}

/**
 * D1: whose number this is. A number cannot be guessed in bulk: from the third wrong try within an hour each costs a
 * proof of work, more and more of it, and a network that tried 100 wrong ones has to wait.
 * @throws InvalidInput `customer_number_malformed` (not counted: it says nothing), `customer_unknown` (the same answer
 * after the same time for a number nobody has and for a deactivated customer)
 * @throws TooMany `proof_of_work_required` with `details.challenge`, `rate_limited` with `details.retryAfterSeconds`
 */
export function createIdentifyCustomer(deps: IdentifyDeps) {
  const { database, firms, attempts, proofOfWork, slowestRefusal = 250, findByNumber = findInList } = deps;
  const inTurn = createQueues();
  const reportLimit = createReportLimit(deps);

  /**
   * Counted before anything is looked up: a hundred tries at once are a hundred tries. The firm's count is of wrong ones
   * only, for many right ones come at once from many networks.
   */
  async function countTry(firmId: string, clientKey: string): Promise<{ client: number; firm: number; day: number }> {
    return {
      client: await attempts.countAttempt(client.scope, clientKey, client.windowSeconds),
      firm: (await attempts.recentAttempts(firm.scope, firmId, firm.windowSeconds)) + 1,
      day: await attempts.countAttempt(clientDay.scope, clientKey, clientDay.windowSeconds),
    };
  }

  async function takeTryBack(clientKey: string): Promise<void> {
    await attempts.takeBackAttempt(client.scope, clientKey, client.windowSeconds);
    await attempts.takeBackAttempt(clientDay.scope, clientKey, clientDay.windowSeconds);
  }

  async function identifyCustomer(actor: AnonymousActor, request: IdentifyRequest): Promise<IdentifiedCustomer> {
    const { firmId } = actor;
    assertMay(actor, 'identify', { kind: 'customer', firmId });
    const number = tidyNumber(request.number);
    requireNumberFormat(await firms.getFirm(firmId), number);

    const refusalDue = sleep(slowestRefusal);
    // One after the other, so that several right ones at the same moment do not count as tries for each other.
    const found = await inTurn(`${firmId}/${request.clientKey}`, () => tryNumber(firmId, number, request));
    if (found) return found;
    await refusalDue;
    throw new InvalidInput('customer_unknown', 'No customer of this firm has this number.');
  }

  async function tryNumber(
    firmId: string,
    number: string,
    { clientKey, altcha }: IdentifyRequest,
  ): Promise<IdentifiedCustomer | undefined> {
    const tries = await countTry(firmId, clientKey);
    const tooMany = tries.client > client.max ? client : tries.day > clientDay.max ? clientDay : undefined;
    if (tooMany) {
      await reportLimit({ firmId, door: 'customer-number', key: clientKey, windowSeconds: tooMany.windowSeconds });
      throw new TooMany('rate_limited', 'Too many wrong customer numbers. Please wait a while.', {
        retryAfterSeconds: tooMany.windowSeconds,
      });
    }
    const level = levelOf(tries);
    if (level !== undefined && !(altcha !== undefined && (await proofOfWork.takeSolution(altcha, level)))) {
      await takeTryBack(clientKey);
      throw new TooMany('proof_of_work_required', 'Please solve the task first.', {
        challenge: await proofOfWork.newChallenge(level),
      });
    }

    const customer = await database.inFirm(firmId, (tx) => findByNumber(tx, number));
    if (!customer?.active) {
      await attempts.countAttempt(firm.scope, firmId, firm.windowSeconds);
      return undefined;
    }
    await takeTryBack(clientKey);
    return { ...customer, work: level === undefined ? undefined : levelOfSolution(altcha ?? '') };
  }

  /** The challenge that this client's next try will need, or an easy one in advance. */
  async function newChallenge(clientKey: string): Promise<Challenge> {
    const tried = await attempts.recentAttempts(client.scope, clientKey, client.windowSeconds);
    return await proofOfWork.newChallenge(levelOf({ client: tried + 1, firm: 0 }) ?? 0);
  }

  return { identifyCustomer, newChallenge };
}
