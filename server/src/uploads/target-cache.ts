import type { SubmitterActor } from '../actor.ts';
import type { UploadTarget } from './upload-ports.ts';
import type { UploadsDeps } from './uploads-deps.ts';

const FRESH_MS = 3_000;
const KEPT = 1_000;

/**
 * Where small files are sealed to, before the transaction that commits them asks again: a revoked token or a closed
 * drop-off is refused there, whatever is remembered here.
 */
export function createTargetCache({ database, targets }: Pick<UploadsDeps, 'database' | 'targets'>) {
  const cache = new Map<string, { target: Promise<UploadTarget>; since: number }>();

  return {
    forget: (dropoffId: string): boolean => cache.delete(dropoffId),
    async find(actor: SubmitterActor): Promise<UploadTarget> {
      const known = cache.get(actor.dropoffId);
      if (known && Date.now() - known.since < FRESH_MS) return await known.target;
      const target = database.inFirm(actor, (tx) => targets.targetFor(tx, actor));
      target.catch(() => cache.delete(actor.dropoffId));
      cache.delete(actor.dropoffId);
      cache.set(actor.dropoffId, { target, since: Date.now() });
      const [oldest] = cache.keys();
      if (cache.size > KEPT && oldest !== undefined) cache.delete(oldest);
      return await target;
    },
  };
}
