import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { Problem } from '../../api/problem.ts';
import { ProblemNotice } from '../../app/problem-notice.tsx';
import { changeSession } from '../../app/session-changes.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ChooseForm } from './choose-form.tsx';
import { lookAtPasswordReset } from './password-reset.queries.ts';
import { passwordResetWords } from './password-reset.words.ts';

/** Where the link in the mail leads: the new password, then the way to the sign-in. */
export function ChoosePasswordPage() {
  const t = useWords(passwordResetWords);
  usePageTitle(t.title);
  const queryClient = useQueryClient();
  // The token stands behind the #, so it is in no log of any server on the way.
  const [token] = useState(() => window.location.hash.slice(1));
  const [done, setDone] = useState(false);
  const { data: reset, error } = useQuery({
    queryKey: ['password-reset', token],
    queryFn: () => lookAtPasswordReset(token),
    enabled: token !== '',
    retry: false,
    staleTime: Infinity,
  });
  const gone = token === '' || (error instanceof Problem && error.status >= 400 && error.status < 500);
  const finish = () => {
    // Whoever was signed in here is so no longer.
    changeSession(queryClient, null);
    setDone(true);
  };
  const toSignIn = (
    <Link to="/anmelden" search={{}}>
      {t.toSignIn}
    </Link>
  );
  return (
    <PageFrame brand={reset?.firmName ?? 'Schleuse'}>
      {done ? (
        <Stack>
          <PageHeading takesFocus>{t.doneTitle}</PageHeading>
          <p>{t.doneText}</p>
          <p>{toSignIn}</p>
        </Stack>
      ) : gone ? (
        <Stack>
          <PageHeading>{t.goneTitle}</PageHeading>
          <p>{t.goneText}</p>
          <p>
            <Link to="/passwort-vergessen">{t.askAgain}</Link>
          </p>
        </Stack>
      ) : (
        <Stack gap="large">
          <PageHeading>{t.title}</PageHeading>
          <ProblemNotice error={error} />
          {reset && <ChooseForm token={token} email={reset.email} onDone={finish} />}
        </Stack>
      )}
    </PageFrame>
  );
}
