import type { InboxItem } from './inbox.queries.ts';

/** A slow line may need this long for one part of a file, of which nothing is counted before it is whole. */
const patienceMs = 60 * 60_000;

/** Since when nothing has come, of a drop-off that is not finished; undefined while it may well be arriving. */
export function stalledSince(
  { state, progress }: Pick<InboxItem, 'state' | 'progress'>,
  now: number,
): string | undefined {
  if (state !== 'open' || !progress) return undefined;
  return now - Date.parse(progress.lastAt) >= patienceMs ? progress.lastAt : undefined;
}
