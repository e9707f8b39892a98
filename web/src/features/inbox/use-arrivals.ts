import { useState } from 'react';

import type { InboxItem } from './inbox.queries.ts';
import { rowsMoved } from './use-steady-scroll.ts';

/**
 * How many drop-offs came on top with the last change of the list, to be read out; 0 when it changed otherwise.
 * Lists of different filters are not compared.
 */
export function useArrivals(items: readonly InboxItem[], filter: string): number {
  const [shown, setShown] = useState({ items, filter, arrived: 0 });
  if (shown.items === items && shown.filter === filter) return shown.arrived;
  const arrived = shown.filter === filter ? Math.max(0, rowsMoved(shown.items, items, 0)) : 0;
  setShown({ items, filter, arrived });
  return arrived;
}
