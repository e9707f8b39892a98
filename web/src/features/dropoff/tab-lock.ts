const releases = new Map<string, () => void>();

/**
 * Claims a drop-off for this tab; false when another tab works on it. A page being reloaded may still hold it for a
 * moment, so this waits a little. Where the browser has no locks (no secure context) every tab gets its claim.
 */
export async function claimDropoff(id: string, waitMs = 1000): Promise<boolean> {
  if (!('locks' in navigator) || releases.has(id)) return true;
  const signal = AbortSignal.timeout(waitMs);
  return new Promise((resolve) => {
    navigator.locks
      .request(`schleuse.dropoff.${id}`, { signal }, () => {
        resolve(true);
        return new Promise<void>((release) => releases.set(id, release));
      })
      .catch(() => resolve(false));
  });
}

/** Gives the claim back, so that another tab may find the drop-off. */
export function releaseDropoff(id: string): void {
  releases.get(id)?.();
  releases.delete(id);
}
