import {
  ArrowDownToLine,
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleSlash,
  Clock,
  ShieldAlert,
  type LucideIcon,
} from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { Tag } from '../../ui/tag.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { inboxWords } from './inbox.words.ts';
import { stalledSince } from './stalled.ts';
import { useNearTime } from './use-near-time.ts';
import { useNow } from './use-now.ts';

export type ShownState = 'new' | 'scanning' | 'seen' | 'arriving' | 'closed' | 'expired';

/** The state in the words of the firm's day. */
export function shownState({ state, seen, ready }: Pick<InboxItem, 'state' | 'seen' | 'ready'>): ShownState {
  if (state === 'open') return 'arriving';
  if (state === 'submitted' && !ready) return 'scanning';
  if (state === 'submitted') return seen ? 'seen' : 'new';
  return state;
}

const icons: Record<ShownState, LucideIcon> = {
  new: CircleDot,
  scanning: Clock,
  seen: Circle,
  arriving: ArrowDownToLine,
  closed: CircleCheck,
  expired: CircleSlash,
};

const tones = {
  new: 'accent',
  scanning: 'neutral',
  seen: 'neutral',
  arriving: 'good',
  closed: 'neutral',
  expired: 'neutral',
} as const;

type TaggedItem = Pick<InboxItem, 'state' | 'seen' | 'ready' | 'quarantined' | 'progress'>;

/**
 * State by word and shape; while files arrive with their number, and when none have for
 * long, since when. In the list there is room for one: what is in quarantine
 * goes before, and that something is new stands in the row's weight.
 */
export function StateTag({ item, single = false }: { item: TaggedItem; single?: boolean }) {
  const t = useWords(inboxWords);
  const state = shownState(item);
  const { progress, quarantined } = item;
  const stalled = stalledSince(item, useNow());
  const word =
    state === 'arriving' && progress && progress.of > 0 ? t.arriving(progress.files, progress.of) : t.states[state];
  const tag =
    stalled !== undefined ? (
      <StalledTag since={stalled} />
    ) : (
      <Tag tone={tones[state]} icon={icons[state]}>
        {word}
      </Tag>
    );
  if (quarantined === 0) return tag;
  return (
    <>
      {single ? <VisuallyHidden>{word}, </VisuallyHidden> : tag}{' '}
      <Tag tone="warning" icon={ShieldAlert}>
        {t.quarantined(quarantined)}
      </Tag>
    </>
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
