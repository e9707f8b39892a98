import { useQuery } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ColourForm } from './colour-form.tsx';
import { LogoForm } from './logo-form.tsx';
import { lookQuery } from './look.queries.ts';
import { lookWords } from './look.words.ts';

/** Colour and logo, each saved by itself: they are seen at once. */
export function LookSection() {
  const t = useWords(lookWords);
  const { data: look, error } = useQuery(lookQuery);
  return (
    <Section title={t.title} intro={t.intro}>
      <ProblemNotice error={error} />
      {look && (
        <Stack gap="large">
          <ColourForm accent={look.accent} />
          <LogoForm hasLogo={look.logo !== null} />
        </Stack>
      )}
    </Section>
  );
}
