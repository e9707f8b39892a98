import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { requestJson } from '../../api/request.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { checkSetup, setupFields, setupProblem, type SetupForm } from './setup-problems.ts';
import { setupWords } from './words.ts';

export type RecoverySheetFacts = { rootKeyFile: string; fingerprint: string };

type SetupFormProps = { token: string; onDone: (firmName: string, sheet: RecoverySheetFacts) => void };

/** Firm and owner, once. */
export function SetupFormView({ token, onDone }: SetupFormProps) {
  const t = useWords(setupWords);
  const [form, setForm] = useState<SetupForm>({ firmName: '', ownerName: '', email: '', password: '' });
  const [shown, setShown] = useState(false);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [code, setCode] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const found = checkSetup(form, t);
    setCode(undefined);
    setErrors(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const { firmName, ownerName, email, password } = form;
      const body = { token, firmName: firmName.trim(), ownerName: ownerName.trim(), email: email.trim(), password };
      const answer = await requestJson<{ recoverySheet: RecoverySheetFacts }>('/api/setup', { method: 'POST', body });
      onDone(body.firmName, answer.recoverySheet);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const told = setupProblem(error, t);
      setErrors([told]);
      if (!told.field) setCode(t.code(error.code));
    } finally {
      setBusy(false);
    }
  }

  const field = (name: keyof SetupForm) => ({
    id: setupFields[name],
    error: errors.find((error) => error.field === setupFields[name])?.text,
    value: form[name],
    onChange: (event: { target: HTMLInputElement }) => setForm({ ...form, [name]: event.target.value }),
    required: true,
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="large">
        <ErrorSummary title={t.errorTitle} errors={errors} code={code} />
        <Stack gap="small">
          <PageHeading>{t.title}</PageHeading>
          <p>{t.intro}</p>
        </Stack>
        <TextField
          label={t.firmName}
          hint={t.firmHint}
          autoComplete="organization"
          maxLength={200}
          {...field('firmName')}
        />
        <TextField label={t.ownerName} autoComplete="name" maxLength={200} {...field('ownerName')} />
        <TextField label={t.email} hint={t.emailHint} type="email" autoComplete="username" {...field('email')} />
        <Stack gap="small">
          <TextField
            label={t.password}
            hint={t.passwordHint}
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            spellCheck={false}
            {...field('password')}
          />
          <Checkbox label={t.passwordShow} checked={shown} onChange={(event) => setShown(event.target.checked)} />
        </Stack>
        <Stack row>
          <Button type="submit" look="primary" busy={busy}>
            {t.submit}
          </Button>
          <output>{busy && t.busy}</output>
        </Stack>
      </Stack>
    </form>
  );
}
