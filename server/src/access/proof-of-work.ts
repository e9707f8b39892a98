import { createHash, createHmac } from 'node:crypto';

import { createChallenge, type Payload, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import type { Database } from '../db/database.ts';
import { deleteChallengesBefore, spendChallenge } from './proof-of-work.queries.ts';

/** As ALTCHA's solvers take it; the parameters are theirs. */
export type Challenge = { parameters: Record<string, unknown>; signature?: string };

export type ProofOfWork = {
  /** @param level 0 (default) to 2; each is four times the work of the one before. */
  newChallenge(level?: number): Promise<Challenge>;
  /**
   * Whether the solution (base64 of the JSON that ALTCHA's solvers make) is right, still in time, of at least this
   * level, and was not used before. True is said once for each challenge.
   */
  takeSolution(solution: string, level?: number): Promise<boolean>;
  /** Forgets challenges that have run out; run it daily. */
  pruneChallenges(): Promise<void>;
};

/** How long a challenge may be solved, in seconds: a weak phone and a slow line included. */
const lifetime = 20 * 60;
// A step is one PBKDF2 of 2,000 rounds: under a millisecond on a PC, three or so on a weak phone. Making and checking
// a challenge cost the server one step, whatever its level; solving level 0 takes 500 to 1,500.
const rounds = 2_000;
const steps = { fewest: 500, most: 1_500 };

/**
 * ALTCHA version 2, on our own server: guessing gets dear, nobody is asked for anything, no third party is contacted.
 * @param deps.secret at least 32 secret bytes; challenges made under another one are worth nothing
 */
export function createProofOfWork(deps: { database: Database; secret: Uint8Array; clock?: () => Date }): ProofOfWork {
  const clock = deps.clock ?? (() => new Date());
  const secrets = {
    hmacSignatureSecret: createHmac('sha256', deps.secret).update('altcha challenge').digest('hex'),
    hmacKeySignatureSecret: createHmac('sha256', deps.secret).update('altcha key').digest('hex'),
  };
  return {
    async newChallenge(level = 0) {
      const factor = 4 ** level;
      const { parameters, signature = '' } = await createChallenge({
        ...secrets,
        algorithm: 'PBKDF2/SHA-256',
        cost: rounds,
        counter: randomInt(steps.most * factor, steps.fewest * factor),
        deriveKey,
        data: { level },
        expiresAt: new Date(clock().getTime() + lifetime * 1_000),
      });
      return { parameters: { ...parameters }, signature };
    },
    async takeSolution(solution, level = 0) {
      const payload = parsePayload(solution);
      if (!payload) return false;
      const { parameters, signature } = payload.challenge;
      // Its expiry is compared here: the library asks the system's clock.
      const expiresAt = new Date((parameters.expiresAt ?? 0) * 1_000);
      if (!signature || expiresAt <= clock() || !(Number(parameters.data?.['level']) >= level)) return false;
      const { verified } = await verifySolution({ ...payload, ...secrets, deriveKey }).catch(() => ({
        verified: false,
      }));
      if (!verified) return false;
      const hash = createHash('sha256').update(signature).digest();
      return await deps.database.outsideFirm((tx) => spendChallenge(tx, hash, expiresAt));
    },
    async pruneChallenges() {
      await deps.database.outsideFirm((tx) => deleteChallengesBefore(tx, clock()));
    },
  };
}

/** The level of a solution that was taken; of any other it says nothing. */
export function levelOfSolution(solution: string): number {
  return Number(parsePayload(solution)?.challenge.parameters.data?.['level'] ?? 0);
}

/** The payload if it has the form of one; its values are checked by the signature. */
function parsePayload(solution: string): Payload | undefined {
  if (solution.length > 8_192) return undefined;
  try {
    const payload = JSON.parse(Buffer.from(solution, 'base64').toString('utf8')) as Partial<Payload> | null;
    const known = typeof payload?.challenge?.parameters === 'object' && typeof payload.solution === 'object';
    return known && payload.challenge?.parameters && payload.solution ? (payload as Payload) : undefined;
  } catch {
    return undefined;
  }
}
