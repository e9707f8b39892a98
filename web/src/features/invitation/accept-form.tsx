import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';

import { changeSession } from '../../app/session-changes.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { credentialProblems } from '../account/account.words.ts';
import { acceptInvitation } from './invitation.queries.ts';
import { invitationWords } from './invitation.words.ts';

const fieldOfCode = {
  name_invalid: 'name',
  password_too_short: 'password',
  password_too_long: 'password',
  password_common: 'password',
  password_personal: 'password',
};

export function AcceptForm({ token, email }: { token: string; email: string }) {
  const t = useWords(invitationWords);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const problems = useFieldErrors(useWords(credentialProblems), fieldOfCode);
  const accepting = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: async (session) => {
      changeSession(queryClient, session);
      // Leads on to the set-up of the second factor where the firm requires one.
      await navigate({ to: '/eingang', search: {}, replace: true });
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const name = String(entered.get('name')).trim();
    const password = String(entered.get('password'));
    const complete = problems.check([
      name === '' && { field: 'name', text: t.enterName },
      password === '' && { field: 'password', text: t.enterPassword },
    ]);
    if (complete && !accepting.isPending) accepting.mutate({ token, name, password });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <ErrorSummary title={t.failed} {...problems.summary} />
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <TextField
          id="name"
          name="name"
          label={t.name}
          hint={t.nameHint}
          error={problems.errorOf('name')}
          autoComplete="name"
          maxLength={200}
        />
        <PasswordField
          id="password"
          name="password"
          label={t.password}
          hint={t.passwordHint}
          error={problems.errorOf('password')}
          autoComplete="new-password"
        />
        <Stack row>
          <Button type="submit" look="primary" busy={accepting.isPending}>
            {t.accept}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}
