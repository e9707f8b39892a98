/**
 * What clients removed on their way to removing a whole case: nothing is erased by it, it is only out of sight for that
 * account until the case is closed, or until nothing was removed for a while.
 */
export type Removals = {
  has(accountId: string, caseId: string, path: string): boolean;
  add(accountId: string, caseId: string, path: string): void;
  forget(accountId: string, caseId: string): void;
};

/** Milliseconds. */
const forgottenAfter = 5 * 60_000;
const mostPaths = 200_000;

export function createRemovals(now: () => number = () => performance.now()): Removals {
  const removed = new Map<string, { paths: Set<string>; last: number }>();
  let count = 0;

  function drop(key: string): void {
    count -= removed.get(key)?.paths.size ?? 0;
    removed.delete(key);
  }

  function find(accountId: string, caseId: string) {
    const key = `${accountId}/${caseId}`;
    const found = removed.get(key);
    if (!found || now() - found.last < forgottenAfter) return found;
    drop(key);
    return undefined;
  }

  return {
    has: (accountId, caseId, path) => find(accountId, caseId)?.paths.has(path) ?? false,
    add(accountId, caseId, path) {
      const found = find(accountId, caseId) ?? { paths: new Set<string>(), last: 0 };
      if (!found.paths.has(path)) count += 1;
      found.paths.add(path);
      found.last = now();
      removed.set(`${accountId}/${caseId}`, found);
      for (const [key] of removed) if (count > mostPaths) drop(key);
    },
    forget: (accountId, caseId) => drop(`${accountId}/${caseId}`),
  };
}
