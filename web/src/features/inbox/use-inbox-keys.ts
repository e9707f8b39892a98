import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import { inboxSearchId } from './inbox-bar.tsx';
import { rowId } from './inbox-row.tsx';
import type { InboxItem } from './inbox.queries.ts';
import { useShortcuts } from './use-shortcuts.ts';

type InboxKeys = {
  items: readonly InboxItem[];
  selectedId: string | undefined;
  select: (id: string) => void;
  showKeys: () => void;
};

/** Moves through the list by keys; the selected row holds the focus, so Enter opens it. */
export function useInboxKeys({ items, selectedId, select, showKeys }: InboxKeys): void {
  const navigate = useNavigate();
  const wanted = useRef<'move' | 'return' | undefined>(selectedId ? 'return' : undefined);
  const isThere = selectedId !== undefined && items.some((item) => item.id === selectedId);
  useEffect(() => {
    if (!wanted.current || !isThere || !selectedId) return;
    const row = document.getElementById(rowId(selectedId));
    row?.focus({ preventScroll: true });
    // On coming back the list stands where it was left.
    if (wanted.current === 'move') row?.scrollIntoView({ block: 'nearest' });
    wanted.current = undefined;
  });

  const go = (step: (index: number) => number) => () => {
    const index = items.findIndex((item) => item.id === selectedId);
    const next = items[Math.min(items.length - 1, Math.max(0, index === -1 ? 0 : step(index)))];
    if (!next) return;
    wanted.current = 'move';
    select(next.id);
    // Already selected, for instance after a scroll: nothing renders, but the focus is to come back.
    if (next.id === selectedId) document.getElementById(rowId(next.id))?.focus();
  };
  const down = go((index) => index + 1);
  const up = go((index) => index - 1);
  const open = () => {
    if (isThere && selectedId) void navigate({ to: '/eingang/$id', params: { id: selectedId } });
  };
  useShortcuts({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    Home: go(() => 0),
    End: go(() => items.length - 1),
    o: open,
    Enter: open,
    '/': () => document.getElementById(inboxSearchId)?.focus(),
    '?': showKeys,
  });
}
