import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { type Credentials, type Method, type Session, signIn, signInWithPasskey } from './session.queries.ts';
import { signInProblems, signInWords } from './sign-in.words.ts';

type PasswordFormProps = {
  onSignedIn: (session: Session) => void;
  /** Address and password are right, the second factor is still asked for. */
  onCodeNeeded: (credentials: Credentials, methods: readonly Method[]) => void;
};

export function PasswordForm({ onSignedIn, onCodeNeeded }: PasswordFormProps) {
  const t = useWords(signInWords);
  const [proving, setProving] = useState(false);
  const problems = useFieldErrors(useWords(signInProblems), { credentials_wrong: 'email' });
  const signingIn = useMutation({
    mutationFn: (credentials: Credentials) => signIn(credentials, () => setProving(true)),
    onSettled: () => setProving(false),
    onSuccess: onSignedIn,
    onError: (error, credentials) => {
      if (error instanceof Problem && error.code === 'code_required') onCodeNeeded(credentials, methodsOf(error));
      else problems.showProblem(error);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    const password = String(form.get('password'));
    const complete = problems.check([
      email === '' && { field: 'email', text: t.enterEmail },
      password === '' && { field: 'password', text: t.enterPassword },
    ]);
    if (complete && !signingIn.isPending) signingIn.mutate({ email, password });
  };
  return (
    <Stack gap="large">
      <PageHeading>{t.title}</PageHeading>
      <ErrorSummary title={t.failed} {...problems.summary} />
      <form noValidate onSubmit={submit}>
        <Stack>
          <TextField
            id="email"
            name="email"
            type="email"
            label={t.email}
            error={problems.errorOf('email')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField
            id="password"
            name="password"
            label={t.password}
            error={problems.errorOf('password')}
            autoComplete="current-password"
          />
          <Stack row>
            <Button type="submit" look="primary" busy={signingIn.isPending}>
              {t.signIn}
            </Button>
            <Link to="/passwort-vergessen">{t.forgotten}</Link>
          </Stack>
          <StatusArea>{proving && <p>{t.proving}</p>}</StatusArea>
        </Stack>
      </form>
      <PasskeyButton label={t.withPasskey} ask={signInWithPasskey} onSignedIn={onSignedIn} />
      <p>
        {t.intro} <a href="/einsenden">{t.toDropoff}</a>
      </p>
    </Stack>
  );
}

function methodsOf({ details }: Problem): readonly Method[] {
  const { methods } = details;
  return Array.isArray(methods) ? (methods as Method[]) : ['totp'];
}
