import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { contactWords } from './contact.words.ts';
import { type Kind, type MessageForm, sendMessage } from './send-message.ts';

type ContactFormProps = {
  /** The sender's own drop-off, where the page was opened from it. */
  own: { id: string; token: string } | undefined;
  kind: Kind;
  reference: string;
  onSent: (kind: Kind) => void;
};

export function ContactForm({ own, kind, reference, onSent }: ContactFormProps) {
  const t = useWords(contactWords);
  const [form, setForm] = useState<MessageForm>({ kind, text: '', name: '', contact: '', reference });
  const [shown, setShown] = useState(false);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [code, setCode] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isPassword = form.kind === 'password';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const found: FieldError[] = [];
    if (form.text.trim() === '') found.push({ field: 'text', text: isPassword ? t.enterPassword : t.enterText });
    if (!isPassword && form.contact.trim() === '') found.push({ field: 'contact', text: t.enterContact });
    setErrors(found);
    setCode(undefined);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await sendMessage(form, own?.token);
      setForm({ ...form, text: '' });
      onSent(form.kind);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const known = told(error, t);
      setErrors([{ text: known ?? t.other }]);
      if (!known) setCode(t.code(error.code));
    } finally {
      setBusy(false);
    }
  }

  const field = (name: Exclude<keyof MessageForm, 'kind'>) => ({
    id: name,
    value: form[name],
    error: errors.find((error) => error.field === name)?.text,
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorSummary title={t.failed} errors={errors} code={code} />
        <SelectField
          label={t.kind}
          value={form.kind}
          onChange={(event) => setForm({ ...form, text: '', kind: event.target.value as Kind })}
          options={[
            ['message', t.message],
            ['password', t.password],
          ]}
        />
        {own ? (
          <p>{t.ownReference(own.id.slice(0, 8))}</p>
        ) : (
          <TextField
            label={t.reference}
            hint={t.referenceHint}
            optional={t.optional}
            maxLength={64}
            autoComplete="off"
            {...field('reference')}
          />
        )}
        {isPassword ? (
          <Stack gap="small">
            <TextField
              label={t.passwordText}
              hint={t.passwordHint}
              type={shown ? 'text' : 'password'}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={1000}
              required
              {...field('text')}
            />
            <Checkbox label={t.show} checked={shown} onChange={(event) => setShown(event.target.checked)} />
          </Stack>
        ) : (
          <TextArea label={t.text} rows={8} maxLength={8000} required {...field('text')} />
        )}
        <TextField label={t.name} optional={t.optional} autoComplete="name" maxLength={200} {...field('name')} />
        <TextField
          label={t.contact}
          hint={t.contactHint}
          {...(isPassword && { optional: t.optional })}
          autoComplete="email"
          maxLength={320}
          {...field('contact')}
        />
        <Stack row>
          <Button type="submit" look="primary" busy={busy}>
            {t.send}
          </Button>
        </Stack>
        <StatusArea>{busy && <p>{t.working}</p>}</StatusArea>
      </Stack>
    </form>
  );
}

/** The server's answer in words, where there is something to do about it. */
function told({ code, status }: Problem, t: (typeof contactWords)['en']): string | undefined {
  if (code === 'rate_limited' || code === 'proof_of_work_required') return t.rateLimited;
  if (code === 'unsolved') return t.unsolved;
  if (code === 'message_too_long') return t.tooLong;
  if (status === 503) return t.busyServer;
  return status === 0 ? t.unreachable : undefined;
}
