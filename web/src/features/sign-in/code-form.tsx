import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { signIn, type Credentials, type Session } from './session.queries.ts';
import { signInProblems, signInWords } from './sign-in.words.ts';

type CodeFormProps = {
  credentials: Credentials;
  /** Whether the account has an app for codes; else only recovery codes are asked for. */
  hasApp: boolean;
  onSignedIn: (session: Session) => void;
  onBack: () => void;
};

/** The second factor: six digits from the app, or a recovery code. */
export function CodeForm({ credentials, hasApp, onSignedIn, onBack }: CodeFormProps) {
  const t = useWords(signInWords);
  const [kind, setKind] = useState<'app' | 'recovery'>(hasApp ? 'app' : 'recovery');
  const [proving, setProving] = useState(false);
  const problems = useFieldErrors(useWords(signInProblems), { code_wrong: 'code' });
  const signingIn = useMutation({
    mutationFn: (code: string) => signIn({ ...credentials, code }, () => setProving(true)),
    onSettled: () => setProving(false),
    onSuccess: onSignedIn,
    onError: (error) => {
      problems.showProblem(error);
      // The password was changed meanwhile.
      if (error instanceof Problem && error.code === 'credentials_wrong') onBack();
    },
  });

  const isApp = kind === 'app';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code')).trim().replaceAll(' ', '');
    const wrong = isApp ? !/^\d{6}$/.test(code) : code.length < 16;
    const text = isApp ? t.enterCode : t.enterRecoveryCode;
    if (problems.check([wrong && { field: 'code', text }]) && !signingIn.isPending) signingIn.mutate(code);
  };
  return (
    <Stack gap="large">
      <PageHeading>{isApp ? t.codeTitle : t.recoveryTitle}</PageHeading>
      <ErrorSummary title={t.failed} {...problems.summary} />
      <form noValidate onSubmit={submit}>
        <Stack>
          <TextField
            key={kind}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page asks for this one thing, and the app is open already
            autoFocus
            id="code"
            name="code"
            label={isApp ? t.code : t.recoveryCode}
            hint={isApp ? t.codeHint : t.recoveryHint}
            error={problems.errorOf('code')}
            inputMode={isApp ? 'numeric' : 'text'}
            autoComplete={isApp ? 'one-time-code' : 'off'}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={isApp ? 9 : 40}
            width="short"
          />
          <Stack row>
            <Button type="submit" look="primary" busy={signingIn.isPending}>
              {t.confirm}
            </Button>
            <Button onClick={onBack}>{t.back}</Button>
          </Stack>
          <StatusArea>{proving && <p>{t.proving}</p>}</StatusArea>
        </Stack>
      </form>
      {hasApp && (
        <Stack row>
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              problems.clear();
              setKind(isApp ? 'recovery' : 'app');
            }}
          >
            {isApp ? t.useRecoveryCode : t.useApp}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}
