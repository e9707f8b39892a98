import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';

import { fetchFirm } from '../../api/firm.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { signInProblems } from '../sign-in/sign-in.words.ts';
import { askForPasswordReset } from './password-reset.queries.ts';
import { passwordResetWords } from './password-reset.words.ts';

/** A forgotten password: the address, then the same answer whether it has an account or not. */
export function AskForPasswordResetPage() {
  const t = useWords(passwordResetWords);
  usePageTitle(t.askTitle);
  const { data: firm, isPending } = useQuery({ queryKey: ['firm'], queryFn: () => fetchFirm(), retry: false });
  const [proving, setProving] = useState(false);
  const problems = useFieldErrors(useWords(signInProblems), {});
  const asking = useMutation({
    mutationFn: (email: string) => askForPasswordReset(email, () => setProving(true)),
    onSettled: () => setProving(false),
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email')).trim();
    const complete = problems.check([!email.includes('@') && { field: 'email', text: t.enterEmail }]);
    if (complete && !asking.isPending) asking.mutate(email);
  };
  const toSignIn = (
    <p>
      <Link to="/anmelden" search={{}}>
        {t.toSignIn}
      </Link>
    </p>
  );
  return (
    <PageFrame brand={firm?.name ?? (isPending ? '\u00a0' : 'Schleuse')}>
      {asking.isSuccess ? (
        <Stack>
          <PageHeading takesFocus>{t.sentTitle}</PageHeading>
          <p>{t.sentText(asking.variables)}</p>
          <p>{t.sentHelp}</p>
          {toSignIn}
        </Stack>
      ) : (
        <Stack gap="large">
          <PageHeading>{t.askTitle}</PageHeading>
          <ErrorSummary title={t.failed} {...problems.summary} />
          <form noValidate onSubmit={submit}>
            <Stack>
              <p>{t.askIntro}</p>
              <TextField
                id="email"
                name="email"
                type="email"
                label={t.email}
                hint={t.emailHint}
                error={problems.errorOf('email')}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
              />
              <Stack row>
                <Button type="submit" look="primary" busy={asking.isPending}>
                  {t.send}
                </Button>
              </Stack>
              <StatusArea>{proving && <p>{t.proving}</p>}</StatusArea>
            </Stack>
          </form>
          {toSignIn}
        </Stack>
      )}
    </PageFrame>
  );
}
