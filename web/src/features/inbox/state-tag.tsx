import {
  ArrowDownToLine,
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleSlash,
  type LucideIcon,
} from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { Tag } from '../../ui/tag.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { stalledSince } from './stalled.ts';
import { useNearTime } from './use-near-time.ts';
import { useNow } from './use-now.ts';

export type ShownState = 'new' | 'seen' | 'arriving' | 'closed' | 'expired';

/** The state in the words of the firm's day. */
export function shownState({ state, seen }: Pick<InboxItem, 'state' | 'seen'>): ShownState {
  if (state === 'open') return 'arriving';
  if (state === 'submitted') return seen ? 'seen' : 'new';
  return state;
}

const icons: Record<ShownState, LucideIcon> = {
  new: CircleDot,
  seen: Circle,
  arriving: ArrowDownToLine,
  closed: CircleCheck,
  expired: CircleSlash,
};

const tones = { new: 'accent', seen: 'neutral', arriving: 'good', closed: 'neutral', expired: 'neutral' } as const;

/** State by word and shape; while files arrive with their number, and when none have for long, since when. */
export function StateTag({ item }: { item: Pick<InboxItem, 'state' | 'seen' | 'progress'> }) {
  const t = useWords(inboxWords);
  const state = shownState(item);
  const { progress } = item;
  const stalled = stalledSince(item, useNow());
  if (stalled !== undefined) return <StalledTag since={stalled} />;
  return (
    <Tag tone={tones[state]} icon={icons[state]}>
      {state === 'arriving' && progress && progress.of > 0 ? t.arriving(progress.files, progress.of) : t.states[state]}
    </Tag>
  );
}

function StalledTag({ since }: { since: string }) {
  const t = useWords(inboxWords);
  return (
    <Tag tone="warning" icon={CircleAlert}>
      {t.stalled(useNearTime(since))}
    </Tag>
  );
}
