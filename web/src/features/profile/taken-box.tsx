import type { Firm } from '@schleuse/client/api.types';

import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Profile } from './profile-form.ts';
import { profileWords } from './words.ts';

/** What is taken, how large, with what in it, and when it is erased: before anybody has chosen a file. */
export function TakenBox({ firm, profile }: { firm: Firm; profile: Profile }) {
  const words = useWords(profileWords);
  const t = words.details;
  const { kinds, needsReadme } = profile;
  const { maxFileBytes } = firm.limits;
  return (
    <Notice title={t.takenTitle}>
      <p>{kinds.length > 0 ? t.taken(words.kinds(kinds), maxFileBytes) : t.anyKind(maxFileBytes)}</p>
      {needsReadme && <p>{t.readme}</p>}
      {kinds.length > 0 && <p>{t.password}</p>}
      <p>{t.erased(firm.name, firm.eraseAfterDays)}</p>
    </Notice>
  );
}
