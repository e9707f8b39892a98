import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { ProblemNotice } from '../../app/problem-notice.tsx';
import { describeProblem, problemWords } from '../../app/problem-words.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { startTotp } from './account.queries.ts';
import { accountWords, credentialProblems } from './account.words.ts';
import { TotpSetup } from './totp-setup.tsx';

/** Begins at once after a sign-in; asks for the password where the sign-in was too long ago. */
export function TotpBegin({ onDone }: { onDone: () => void }) {
  const problems = useWords(credentialProblems);
  // A query, so that one visit asks for one secret; it is forgotten with the page.
  const first = useQuery({
    queryKey: ['totp-setup'],
    queryFn: () => startTotp(),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const again = useMutation({ mutationFn: startTotp });
  const setup = again.data ?? first.data;
  if (setup) return <TotpSetup setup={setup} onDone={onDone} />;
  if (first.error instanceof Problem && first.error.code === 'password_required') {
    return <AskPassword busy={again.isPending} error={again.error} onConfirm={again.mutate} />;
  }
  return <ProblemNotice error={first.error} own={problems} />;
}

type AskPasswordProps = { busy: boolean; error: unknown; onConfirm: (password: string) => void };

function AskPassword({ busy, error, onConfirm }: AskPasswordProps) {
  const t = useWords(accountWords);
  const common = useWords(problemWords);
  const own = useWords(credentialProblems);
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setMissing(password === '');
    if (password !== '' && !busy) onConfirm(password);
  };
  const wrong = missing ? t.enterPassword : error ? describeProblem(error, common, own).text : undefined;
  useEffect(() => {
    if (wrong) document.getElementById('totp-password')?.focus();
  }, [wrong]);
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <p>{t.setUpTotpText}</p>
        <PasswordField
          id="totp-password"
          name="password"
          label={t.password}
          error={wrong}
          autoComplete="current-password"
        />
        <Stack row>
          <Button type="submit" look="primary" busy={busy}>
            {t.goOn}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}
