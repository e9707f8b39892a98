import { onlineManager } from '@tanstack/react-query';

import { Problem } from '../api/problem.ts';
import { createStore } from './store.ts';

/** When the server stopped answering (milliseconds since the epoch), or undefined while it answers. */
export const unreachableSince = createStore<number | undefined>(undefined);

/** True once the server said that this session is over. */
export const sessionEnded = createStore(false);

export function noteReachable(): void {
  unreachableSince.set(undefined);
}

export function noteUnreachable(): void {
  unreachableSince.set(unreachableSince.get() ?? Date.now());
}

/** Follows the browser's own knowledge of its network. */
export function watchNetwork(): void {
  onlineManager.subscribe((online) => {
    if (!online) noteUnreachable();
  });
  if (!onlineManager.isOnline()) noteUnreachable();
}

export function isNoConnection(error: unknown): boolean {
  return error instanceof Problem && error.code === 'unreachable';
}
