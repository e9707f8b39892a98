import { useQuery } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { SftpSettingsSection } from '../sftp/settings-section.tsx';
import { LinkKeySection } from './link-key-section.tsx';
import { LookSection } from './look-section.tsx';
import { PublicLink } from './public-link.tsx';
import { ScannerSection } from './scanner-section.tsx';
import { SettingsForm } from './settings-form.tsx';
import { settingsQuery } from './settings.queries.ts';
import { settingsWords } from './settings.words.ts';

/** Everything an owner can decide, each with what it does and which values it may have. */
export function SettingsPage() {
  const t = useWords(settingsWords);
  usePageTitle(t.title);
  // Not asked again while the form is open: what is being typed must not change under the hand.
  const { data: settings, error } = useQuery({
    ...settingsQuery,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Stack gap="large">
      <PageHeading>{t.title}</PageHeading>
      <ProblemNotice error={error} />
      {settings && (
        <>
          <Section title={t.publicTitle} intro={t.publicIntro}>
            <PublicLink />
          </Section>
          <ScannerSection />
          <LookSection />
          <LinkKeySection />
          <SettingsForm settings={settings} />
          <SftpSettingsSection />
        </>
      )}
    </Stack>
  );
}
