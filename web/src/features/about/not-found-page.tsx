import { useEffect } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { LinkButton } from '../../ui/button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { aboutWords } from './words.ts';

/** For every address that leads nowhere. */
export function NotFoundPage() {
  const t = useWords(aboutWords).notFound;
  useEffect(() => {
    document.title = t.title;
  }, [t]);
  return (
    <PageFrame brand="Schleuse">
      <Stack gap="large">
        <Stack gap="small">
          <PageHeading>{t.title}</PageHeading>
          <p>{t.text}</p>
        </Stack>
        <Stack row>
          <LinkButton href="/einsenden">{t.send}</LinkButton>
          <LinkButton href="/anmelden">{t.signIn}</LinkButton>
        </Stack>
      </Stack>
    </PageFrame>
  );
}
