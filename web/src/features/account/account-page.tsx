import { useQuery } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { SftpAccessSection } from '../sftp/access-section.tsx';
import { accountQuery } from './account.queries.ts';
import { accountWords } from './account.words.ts';
import { PasskeysSection } from './passkeys-section.tsx';
import { passkeyWords } from './passkeys.words.ts';
import { PasswordSection } from './password-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** What belongs to the person who is signed in: password, second factor, sessions. */
export function AccountPage() {
  const t = useWords(accountWords);
  const passkeys = useWords(passkeyWords);
  usePageTitle(t.title);
  const { data: account, error } = useQuery(accountQuery);
  return (
    <Stack gap="large">
      <div>
        <PageHeading>{t.title}</PageHeading>
        {account && <p>{t.signedInAs(account.email)}</p>}
      </div>
      <ProblemNotice error={error} />
      <Section title={t.totpTitle}>{account && <SecondFactorSection account={account} />}</Section>
      <Section title={passkeys.title} intro={passkeys.intro}>
        <PasskeysSection />
      </Section>
      <Section title={t.passwordTitle}>
        <PasswordSection email={account?.email ?? ''} />
      </Section>
      <SftpAccessSection />
      <Section title={t.sessionsTitle} intro={t.sessionsText} width="full">
        <SessionsSection />
      </Section>
    </Stack>
  );
}
