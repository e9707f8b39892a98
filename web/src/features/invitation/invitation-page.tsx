import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { Problem } from '../../api/problem.ts';
import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { sessionQuery } from '../sign-in/session.queries.ts';
import { AcceptForm } from './accept-form.tsx';
import { lookAtInvitation } from './invitation.queries.ts';
import { invitationWords } from './invitation.words.ts';

/** Where the link of an invitation leads: name and password, then one is in. */
export function InvitationPage() {
  const t = useWords(invitationWords);
  usePageTitle(t.title);
  // The token stands behind the #, so it is in no log of any server on the way.
  const [token] = useState(() => window.location.hash.slice(1));
  const { data: session } = useQuery(sessionQuery);
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookAtInvitation(token),
    enabled: token !== '',
    retry: false,
    staleTime: Infinity,
  });
  const gone = token === '' || (error instanceof Problem && error.status >= 400 && error.status < 500);
  return (
    <PageFrame brand={invitation?.firmName ?? 'Schleuse'}>
      {gone ? (
        <Stack>
          <PageHeading>{t.goneTitle}</PageHeading>
          <p>{t.goneText}</p>
          <p>
            <Link to="/anmelden" search={{}}>
              {t.toSignIn}
            </Link>
          </p>
        </Stack>
      ) : (
        <Stack gap="large">
          <PageHeading>{t.title}</PageHeading>
          <ProblemNotice error={error} />
          {session && (
            <Notice kind="warning" title={t.otherAccountTitle}>
              <p>{t.otherAccountText(session.account.name)}</p>
            </Notice>
          )}
          {invitation && (
            <>
              <p>{t.intro(invitation.firmName, invitation.email)}</p>
              <AcceptForm token={token} email={invitation.email} />
            </>
          )}
        </Stack>
      )}
    </PageFrame>
  );
}
