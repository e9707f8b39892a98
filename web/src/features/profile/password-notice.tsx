import { LockKeyhole } from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { passwordLink } from './contact-link.ts';
import { profileWords } from './words.ts';

/** How the password of an archive reaches the firm: on a second way, once the drop-off is there. */
export function PasswordNotice({ dropoffId }: { dropoffId?: string }) {
  const t = useWords(profileWords).password;
  return (
    <Notice kind="warning" title={t.title}>
      <p>{t.text}</p>
      {dropoffId === undefined ? (
        <p>{t.later}</p>
      ) : (
        <div>
          <LinkButton icon={LockKeyhole} href={passwordLink(dropoffId)} target="_blank" rel="noreferrer">
            {t.link}
          </LinkButton>
        </div>
      )}
    </Notice>
  );
}
