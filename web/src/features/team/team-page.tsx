import { useQuery } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { sessionQuery } from '../sign-in/session.queries.ts';
import { InviteForm } from './invite-form.tsx';
import { MembersTable } from './members-table.tsx';
import { PendingInvitations } from './pending-invitations.tsx';
import { teamQuery } from './team.queries.ts';
import { teamProblems, teamWords } from './team.words.ts';

/** Who works here, with which rights, and who has been asked to. For owners. */
export function TeamPage() {
  const t = useWords(teamWords);
  const problems = useWords(teamProblems);
  usePageTitle(t.title);
  const { data: session } = useQuery(sessionQuery);
  const { data: team, error } = useQuery(teamQuery);
  return (
    <Stack gap="large">
      <PageHeading>{t.title}</PageHeading>
      <ProblemNotice error={error} own={problems} />
      {team && (
        <>
          <Section title={t.membersTitle} intro={t.membersIntro} width="full">
            <MembersTable members={team.members} ownId={session?.account.id ?? ''} />
          </Section>
          <Section title={t.inviteTitle} intro={t.inviteIntro}>
            <InviteForm />
          </Section>
          <Section title={t.pendingTitle} width="full">
            <PendingInvitations invitations={team.invitations} />
          </Section>
        </>
      )}
    </Stack>
  );
}
