import { useEffect, useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useFirm } from '../about/use-firm.ts';
import { readAccessKey } from '../accesses/accesses.ts';
import { ContactForm } from './contact-form.tsx';
import { contactWords } from './contact.words.ts';
import type { Kind } from './send-message.ts';

/** `?zweck=passwort` chooses the password, `?vorgang=` fills the case number in; a drop-off's secret stands in the fragment. */
export function ContactPage() {
  const t = useWords(contactWords);
  const firm = useFirm();
  const [sent, setSent] = useState<Kind>();
  const [asked] = useState(() => new URLSearchParams(location.search));
  const [own] = useState(() => readAccessKey(location.hash));
  useEffect(() => {
    document.title = sent ? t.sentTitle : t.title;
  }, [t, sent]);
  const known = typeof firm === 'object' ? firm.name : undefined;
  return (
    <PageFrame brand={known ?? '\u00a0'}>
      {sent ? (
        <Stack gap="large">
          <PageHeading takesFocus>{t.sentTitle}</PageHeading>
          <p>{sent === 'password' ? t.sentPassword : t.sentMessage}</p>
          <Stack row>
            <Button onClick={() => setSent(undefined)}>{t.another}</Button>
          </Stack>
        </Stack>
      ) : (
        <Stack gap="large">
          <Stack gap="small">
            <PageHeading>{t.title}</PageHeading>
            <p>{t.intro(known ?? t.theFirm)}</p>
          </Stack>
          <ContactForm
            own={own}
            kind={asked.get('zweck') === 'passwort' ? 'password' : 'message'}
            reference={asked.get('vorgang') ?? ''}
            onSent={setSent}
          />
        </Stack>
      )}
    </PageFrame>
  );
}
