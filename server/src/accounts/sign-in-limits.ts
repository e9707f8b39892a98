import type { Attempts } from '../access/attempts.ts';
import type { ProofOfWork } from '../access/proof-of-work.ts';
import type { ReportLimit } from '../access/report-limit.ts';
import { TooMany } from '../errors.ts';

const hour = 3600;

/** Wrong tries from one network (an IPv4 address, an IPv6 /64), whatever the account: free, and at most. */
const perNetwork = { free: 30, max: 100, windowSeconds: 900 };
/** Wrong tries at one address from one network that are free. */
const perPair = { free: 5, windowSeconds: 900 };
/** Wrong tries at one address from everywhere that are free; networks the account was used from are not asked. */
const perAddress = { free: 10, windowSeconds: hour };
/** Above so many of any of these the work is four times as much. */
const hardFrom = 50;
/** Wrong codes at one account. Only who has the password gets this far, so a stranger cannot use it up. */
const codesPerHour = { max: 10, windowSeconds: hour };
const codesPerDay = { max: 30, windowSeconds: 24 * hour };
/** Wrong passwords inside a session (confirming a change): a stolen session must not become a stolen password. */
const confirmations = { max: 10, windowSeconds: hour };

export type SignInWork = Pick<ProofOfWork, 'newChallenge' | 'takeSolution'>;
export type SignInAttempt = { email: string; clientKey: string };

export type SignInLimits = {
  /**
   * Counts a try to sign in. Above the free ones each try costs a proof of work, so guessing gets dear, but an address
   * is never locked for its owner by others; only a single network is, for a while, above 100.
   * @param options.isKnownNetwork whether the account was lately used from there: the only thing that depends on it
   * @throws TooMany `rate_limited`, `proof_of_work_required` with `details.challenge`
   */
  countSignIn(
    attempt: SignInAttempt,
    options: {
      altcha?: string | undefined;
      isKnownNetwork: () => Promise<boolean>;
      /** In whose protocol it stands when a network has to wait. */
      firmId: string | undefined;
    },
  ): Promise<void>;
  /** The password was right: the try counts no longer, and the pair of address and network starts again. */
  forgive(attempt: SignInAttempt): Promise<void>;
  /** @throws TooMany `rate_limited` */
  countCode(account: { id: string; firmId: string }): Promise<void>;
  forgiveCode(accountId: string): Promise<void>;
  countConfirmation(accountId: string): Promise<void>;
};

export function createSignInLimits(deps: {
  attempts: Attempts;
  proofOfWork: SignInWork;
  reportLimit: ReportLimit;
}): SignInLimits {
  const { attempts, proofOfWork, reportLimit } = deps;

  async function takeBack(attempt: SignInAttempt): Promise<void> {
    await attempts.takeBackAttempt('sign-in.network', attempt.clientKey, perNetwork.windowSeconds);
    await attempts.takeBackAttempt('sign-in.pair', pairOf(attempt), perPair.windowSeconds);
    await attempts.takeBackAttempt('sign-in.address', attempt.email, perAddress.windowSeconds);
  }

  return {
    async countSignIn(attempt, { altcha, isKnownNetwork, firmId }) {
      const { email, clientKey } = attempt;
      const network = await attempts.countAttempt('sign-in.network', clientKey, perNetwork.windowSeconds);
      if (network > perNetwork.max) {
        const { windowSeconds } = perNetwork;
        if (firmId !== undefined) await reportLimit({ firmId, door: 'sign-in', key: clientKey, windowSeconds });
        throw new TooMany('rate_limited', 'Too many tries. Please wait a while.', {
          retryAfterSeconds: perNetwork.windowSeconds,
        });
      }
      const pair = await attempts.countAttempt('sign-in.pair', pairOf(attempt), perPair.windowSeconds);
      const address = await attempts.countAttempt('sign-in.address', email, perAddress.windowSeconds);
      const many = network > perNetwork.free || pair > perPair.free;
      if (!many && (address <= perAddress.free || (await isKnownNetwork()))) return;
      const level = Math.max(network, pair, address) > hardFrom ? 1 : 0;
      if (altcha !== undefined && (await proofOfWork.takeSolution(altcha, level))) return;
      // Nothing was tried yet.
      await takeBack(attempt);
      throw new TooMany('proof_of_work_required', 'Please solve the task first.', {
        challenge: await proofOfWork.newChallenge(level),
      });
    },
    async forgive(attempt) {
      await takeBack(attempt);
      await attempts.forgetAttempts('sign-in.pair', pairOf(attempt), perPair.windowSeconds);
    },
    async countCode({ id, firmId }) {
      try {
        await attempts.limitAttempts('sign-in.code', id, codesPerHour);
        await attempts.limitAttempts('sign-in.code-day', id, codesPerDay);
      } catch (error) {
        const { windowSeconds } = codesPerHour;
        if (error instanceof TooMany) await reportLimit({ firmId, door: 'second-factor', key: id, windowSeconds });
        throw error;
      }
    },
    async forgiveCode(accountId) {
      await attempts.takeBackAttempt('sign-in.code', accountId, codesPerHour.windowSeconds);
      await attempts.takeBackAttempt('sign-in.code-day', accountId, codesPerDay.windowSeconds);
    },
    async countConfirmation(accountId) {
      await attempts.limitAttempts('confirm-password', accountId, confirmations);
    },
  };
}

function pairOf({ clientKey, email }: SignInAttempt): string {
  return `${clientKey}\0${email}`;
}
