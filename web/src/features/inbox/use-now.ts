import { useSyncExternalStore } from 'react';

import { serverNow } from '../../api/server-time.ts';

const tickMs = 30_000;
const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = serverNow();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time in milliseconds since the epoch, new every half minute; one timer for all rows. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    // Nobody ticked for a while: a page that was left and comes back must not show old news.
    if (!timer && Math.abs(serverNow() - now) > tickMs) now = serverNow();
    return now;
  });
}
