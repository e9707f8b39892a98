import type { Hold } from './retention.queries.ts';

/** The holds that keep one drop-off: its own, its customer's, the whole firm's. */
export function holdsOn(holds: readonly Hold[], dropoff: { id: string; customerNumber: string }): Hold[] {
  return holds.filter(
    ({ scope, dropoffId, customerNumber }) =>
      scope === 'firm' || (scope === 'dropoff' ? dropoffId === dropoff.id : customerNumber === dropoff.customerNumber),
  );
}

/** The one that ends last; one without an end outlasts all others. */
export function longestOf(holds: readonly Hold[]): Hold | undefined {
  const [first, ...rest] = holds;
  return rest.reduce((longest, hold) => (endOf(hold) > endOf(longest ?? hold) ? hold : longest), first);
}

function endOf({ until }: Hold): number {
  return until === null ? Infinity : Date.parse(until);
}

/** The last moment of a day (`2026-12-31`) in the reader's time zone, as the API takes it: "until" includes the day. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

/** A moment's day in the reader's time zone, as date fields take it. */
export function dayOf(at: Date): string {
  // The Swedish way of writing days is that of ISO 8601.
  return at.toLocaleDateString('sv-SE');
}
