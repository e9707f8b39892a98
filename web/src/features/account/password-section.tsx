import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { changePassword, sessionsQuery } from './account.queries.ts';
import { accountWords, credentialProblems } from './account.words.ts';
import { StatusArea } from '../../ui/status-area.tsx';

const fieldOfCode = {
  credentials_wrong: 'current-password',
  password_too_short: 'new-password',
  password_too_long: 'new-password',
  password_common: 'new-password',
  password_personal: 'new-password',
};

export function PasswordSection({ email }: { email: string }) {
  const t = useWords(accountWords);
  const form = useRef<HTMLFormElement>(null);
  const queryClient = useQueryClient();
  const problems = useFieldErrors(useWords(credentialProblems), fieldOfCode);
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      form.current?.reset();
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const passwords = { current: String(entered.get('current')), new: String(entered.get('new')) };
    const complete = problems.check([
      passwords.current === '' && { field: 'current-password', text: t.enterCurrentPassword },
      passwords.new === '' && { field: 'new-password', text: t.enterNewPassword },
    ]);
    if (complete && !changing.isPending) changing.mutate(passwords);
  };
  return (
    <form noValidate ref={form} onSubmit={submit}>
      <Stack>
        <ErrorSummary title={t.formFailed} {...problems.summary} />
        {/* Tells password managers whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField
          id="current-password"
          name="current"
          label={t.currentPassword}
          error={problems.errorOf('current-password')}
          autoComplete="current-password"
        />
        <PasswordField
          id="new-password"
          name="new"
          label={t.newPassword}
          hint={t.passwordHint}
          error={problems.errorOf('new-password')}
          autoComplete="new-password"
        />
        <Stack row>
          <Button type="submit" busy={changing.isPending}>
            {t.changePassword}
          </Button>
        </Stack>
        <StatusArea>{changing.isSuccess && <Notice kind="good">{t.passwordChanged}</Notice>}</StatusArea>
      </Stack>
    </form>
  );
}
