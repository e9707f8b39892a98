import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { credentialProblems } from '../account/account.words.ts';
import { resetPassword } from './password-reset.queries.ts';
import { passwordResetWords } from './password-reset.words.ts';

const fieldOfCode = {
  password_too_short: 'password',
  password_too_long: 'password',
  password_common: 'password',
  password_personal: 'password',
};

type ChooseFormProps = { token: string; email: string; onDone: () => void };

export function ChooseForm({ token, email, onDone }: ChooseFormProps) {
  const t = useWords(passwordResetWords);
  const problems = useFieldErrors(useWords(credentialProblems), fieldOfCode);
  const choosing = useMutation({ mutationFn: resetPassword, onSuccess: onDone, onError: problems.showProblem });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    const complete = problems.check([password === '' && { field: 'password', text: t.enterPassword }]);
    if (complete && !choosing.isPending) choosing.mutate({ token, password });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <ErrorSummary title={t.failed} {...problems.summary} />
        <p>{t.intro(email)}</p>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField
          id="password"
          name="password"
          label={t.password}
          hint={t.passwordHint}
          error={problems.errorOf('password')}
          autoComplete="new-password"
        />
        <Stack row>
          <Button type="submit" look="primary" busy={choosing.isPending}>
            {t.save}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}
