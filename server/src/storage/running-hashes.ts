import { createHash, type Hash } from 'node:crypto';

export type RunningHashes = {
  /** The SHA-256 of all bytes before `offset`, to be continued; null when it is not known (any more). */
  resume(uploadId: string, offset: number): Hash | null;
  /** Remembers the state after `offset` bytes. */
  remember(uploadId: string, offset: number, hash: Hash): void;
  forget(uploadId: string): void;
};

// One that is being committed, one before it, and one to fall back to.
const STATES_PER_UPLOAD = 3;

/**
 * SHA-256 states of unfinished uploads. A segment may still fail to be committed after its bytes were hashed, so the
 * states at the last few borders are kept; going back to an earlier border drops the later ones.
 */
export function createRunningHashes(): RunningHashes {
  const states = new Map<string, { offset: number; hash: Hash }[]>();
  return {
    resume(uploadId, offset) {
      const kept = (states.get(uploadId) ?? []).filter((state) => state.offset <= offset);
      states.set(uploadId, kept);
      if (offset === 0) return createHash('sha256');
      return kept.find((state) => state.offset === offset)?.hash.copy() ?? null;
    },
    remember(uploadId, offset, hash) {
      const kept = states.get(uploadId) ?? [];
      states.set(uploadId, [...kept, { offset, hash: hash.copy() }].slice(-STATES_PER_UPLOAD));
    },
    forget(uploadId) {
      states.delete(uploadId);
    },
  };
}
