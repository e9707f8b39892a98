import type { SubmitterActor } from '../actor.ts';

const FRESH_MS = 3_000;
const KEPT = 1_000;

/**
 * Whose token a request carries, remembered for a moment, for requests whose transaction asks the drop-off again before
 * anything is kept: a closed one is refused there. Thousands of small files need one look-up instead of thousands.
 */
export function createActorCache() {
  const known = new Map<string, { actor: SubmitterActor; until: number }>();
  return {
    async find(token: string, look: () => Promise<SubmitterActor>): Promise<SubmitterActor> {
      const found = known.get(token);
      if (found && found.until > Date.now()) return found.actor;
      known.delete(token);
      const actor = await look();
      if (known.size >= KEPT) known.clear();
      known.set(token, { actor, until: Date.now() + FRESH_MS });
      return actor;
    },
  };
}

export type ActorCache = ReturnType<typeof createActorCache>;
