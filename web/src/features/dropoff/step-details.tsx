import { ArrowRight } from 'lucide-react';
import { ApiProblem } from '@schleuse/client/problem';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { problemText } from './problem-words.ts';
import type { Wizard } from './wizard.ts';
import type { WizardState } from './wizard-state.ts';
import { words } from './words.ts';

const noteMost = 4000;
const numberField = 'customer-number';
const noteField = 'note';
type Busy = 'no' | 'checking' | 'proving';

/** Step 1: who sends, and what it is about. */
export function StepDetails({ wizard, state }: { wizard: Wizard; state: WizardState }) {
  const t = useWords(words);
  const [number, setNumber] = useState(state.customerNumber);
  const [note, setNote] = useState(state.note);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [code, setCode] = useState<string>();
  const [busy, setBusy] = useState<Busy>('no');
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy !== 'no') return;
    setCode(undefined);
    const found: FieldError[] = [];
    if (!number.trim()) found.push({ field: numberField, text: t.details.numberMissing });
    if (note.trim().length > noteMost) found.push({ field: noteField, text: t.details.noteTooLong(noteMost) });
    setErrors(found);
    if (found.length > 0) return;
    setBusy('checking');
    try {
      await wizard.enterDetails(number.trim(), note.trim(), () => setBusy('proving'));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const text = problemText(error, t.problems);
      const ofNumber = error.code.startsWith('customer_');
      setErrors([ofNumber ? { field: numberField, text } : { text }]);
      if (!ofNumber) setCode(t.code(error.code));
    } finally {
      setBusy('no');
    }
  }

  const example = state.firm?.customerNumberExample;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="large">
        <ErrorSummary title={t.errorTitle} errors={errors} code={code} />
        {state.notice === 'expired' && <Notice kind="warning">{t.details.expired}</Notice>}
        {state.notice === 'discarded' && <Notice>{t.details.discarded}</Notice>}
        <Stack gap="small">
          <PageHeading takesFocus={Boolean(state.dropoff ?? state.notice)}>{t.details.title}</PageHeading>
          <p>{t.details.intro(state.firm?.name ?? '')}</p>
        </Stack>
        <TextField
          id={numberField}
          label={t.details.number}
          hint={example ? t.details.numberHint(example) : undefined}
          error={errorOf(numberField)}
          width="short"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
          required
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
        <TextArea
          id={noteField}
          label={t.details.note}
          optional={t.optional}
          hint={t.details.noteHint}
          error={errorOf(noteField)}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Stack row>
          <Button type="submit" look="primary" icon={ArrowRight} busy={busy !== 'no'}>
            {t.details.next}
          </Button>
          <output>{busy === 'no' ? '' : t.details[busy]}</output>
        </Stack>
      </Stack>
    </form>
  );
}
