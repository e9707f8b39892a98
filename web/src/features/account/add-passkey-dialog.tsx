import { useMutation } from '@tanstack/react-query';
import { useId, type FormEvent } from 'react';

import { PasskeyExists, PasskeyNotGiven } from '../../api/passkeys.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { accountWords } from './account.words.ts';
import { addPasskey } from './passkeys.queries.ts';
import { passkeyProblems, passkeyWords } from './passkeys.words.ts';

type AddPasskeyDialogProps = { onAdded: (recoveryCodes: string[]) => void; onClose: () => void };

/** Name and password, then the device's own dialogue. */
export function AddPasskeyDialog({ onAdded, onClose }: AddPasskeyDialogProps) {
  const t = useWords(passkeyWords);
  const account = useWords(accountWords);
  const formId = useId();
  const problems = useFieldErrors(useWords(passkeyProblems), {
    credentials_wrong: 'passkey-password',
    name_invalid: 'passkey-name',
  });
  const adding = useMutation({
    mutationFn: addPasskey,
    onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes),
    onError: (error) => {
      if (error instanceof PasskeyNotGiven) problems.check([{ field: 'passkey-name', text: t.notGiven }]);
      else if (error instanceof PasskeyExists) problems.check([{ field: 'passkey-name', text: t.exists }]);
      else problems.showProblem(error);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const name = String(entered.get('name')).trim();
    const password = String(entered.get('password'));
    const complete = problems.check([
      name === '' && { field: 'passkey-name', text: t.enterName },
      password === '' && { field: 'passkey-password', text: t.enterPassword },
    ]);
    if (complete && !adding.isPending) adding.mutate({ name, password });
  };
  return (
    <Dialog
      title={t.addTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={adding.isPending}>
            {t.continue}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit}>
        <Stack>
          <ErrorSummary title={account.formFailed} {...problems.summary} />
          <p>{t.addText}</p>
          <TextField
            id="passkey-name"
            name="name"
            label={t.nameLabel}
            hint={t.nameHint}
            error={problems.errorOf('passkey-name')}
            maxLength={100}
            autoComplete="off"
          />
          <PasswordField
            id="passkey-password"
            name="password"
            label={t.password}
            error={problems.errorOf('passkey-password')}
            autoComplete="current-password"
          />
        </Stack>
      </form>
    </Dialog>
  );
}
