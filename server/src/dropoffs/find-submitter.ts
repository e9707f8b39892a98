import type { SubmitterActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { hashDropoffToken } from './dropoff-token.ts';
import { findDropoffByToken } from './dropoffs.queries.ts';

const KEPT = 1_000;

/**
 * Whose token it is. Remembered, since each request of an upload asks and a token's drop-off never changes; whether it
 * may still be used is for every verb to ask.
 * @param options.withHash an intake process shows its database the token's hash with each transaction
 */
export function createSubmitterFinder(database: Pick<Database, 'outsideFirm'>, { withHash = false } = {}) {
  const known = new Map<string, SubmitterActor>();

  return async (token: string): Promise<SubmitterActor | undefined> => {
    const hash = hashDropoffToken(token);
    const key = hash.toString('base64');
    const remembered = known.get(key);
    if (remembered) return remembered;
    const found = await database.outsideFirm((tx) => findDropoffByToken(tx, hash));
    if (!found) return undefined;
    const actor: SubmitterActor = {
      kind: 'submitter',
      ...found,
      ...(withHash && { tokenHash: hash.toString('hex') }),
    };
    known.set(key, actor);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return actor;
  };
}
