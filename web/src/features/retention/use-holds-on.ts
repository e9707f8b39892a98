import { useQuery } from '@tanstack/react-query';

import { holdsOn } from './holds-on.ts';
import { type Hold, holdsQuery } from './retention.queries.ts';

/** The holds that keep a drop-off now; none while they are not known yet. */
export function useHoldsOn(dropoff: { id: string; customerNumber: string }): Hold[] {
  const { data } = useQuery(holdsQuery({ ended: false }));
  return holdsOn(data ?? [], dropoff);
}
