import { useEffect, useId, useState, type FormEvent } from 'react';

import { describeProblem, problemWords } from '../../app/problem-words.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { Words } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { accountWords, credentialProblems } from './account.words.ts';

type PasswordDialogProps = {
  title: string;
  text: string;
  action: string;
  isDanger?: boolean;
  busy: boolean;
  error: unknown;
  /** Sentences for the codes this act may meet; those of passwords and codes if left out. */
  problems?: Words<Readonly<Record<string, string>>>;
  onConfirm: (password: string) => void;
  onClose: () => void;
};

/** Asks for the password once more before something about the sign-in changes. */
export function PasswordDialog({
  title,
  text,
  action,
  isDanger,
  busy,
  error,
  problems = credentialProblems,
  onConfirm,
  onClose,
}: PasswordDialogProps) {
  const t = useWords(accountWords);
  const common = useWords(problemWords);
  const own = useWords(problems);
  const formId = useId();
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setMissing(password === '');
    if (password !== '' && !busy) onConfirm(password);
  };
  const wrong = missing ? t.enterPassword : error ? describeProblem(error, common, own).text : undefined;
  const fieldId = `${formId}-password`;
  useEffect(() => {
    if (wrong) document.getElementById(fieldId)?.focus();
  }, [wrong, fieldId]);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={formId} look={isDanger ? 'danger' : 'primary'} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <form id={formId} noValidate onSubmit={submit}>
        <PasswordField id={fieldId} name="password" label={t.password} error={wrong} autoComplete="current-password" />
      </form>
    </Dialog>
  );
}
