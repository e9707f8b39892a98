import type { ProtocolSearch } from '../../app/protocol-search.ts';
import type { ProtocolFilter } from './protocol.queries.ts';

/** The address's words as the server takes them. Days are those of the reader's clock, the last one included. */
export function filterOf({ suche, art, wer, von, bis }: ProtocolSearch): ProtocolFilter {
  return {
    ...(suche && { search: suche }),
    ...(art && { kind: art }),
    ...(wer && { actor: wer }),
    ...instant('from', von, 0),
    ...instant('to', bis, 1),
  };
}

function instant(name: 'from' | 'to', day: string | undefined, daysLater: number): ProtocolFilter {
  if (!day) return {};
  const at = new Date(`${day}T00:00:00`);
  if (Number.isNaN(at.getTime())) return {};
  // By the calendar, not by 24 hours: days of a change to summer time are shorter.
  at.setDate(at.getDate() + daysLater);
  return { [name]: at.toISOString() };
}
