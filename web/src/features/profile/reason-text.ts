import type { Refusal } from '@schleuse/archives/judge-upload';

import type { SameKeys } from '../../i18n/words.ts';
import type { de } from './words.de.ts';

/** Why a file is refused, as sentences. */
export function reasonText(
  reasons: readonly Refusal[],
  name: string,
  kinds: readonly string[],
  t: SameKeys<typeof de>,
): string {
  return reasons
    .map(({ code, entry }) => {
      const own = Object.hasOwn(t.reasons, code) ? t.reasons[code as keyof typeof t.reasons] : undefined;
      const text = own ? own(name, t.kinds(kinds)) : t.otherReason(code);
      return entry ? `${text} ${t.inEntry(entry)}` : text;
    })
    .join(' ');
}
