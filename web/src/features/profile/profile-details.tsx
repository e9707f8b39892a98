import { ApiProblem } from '@schleuse/client/problem';
import { ArrowRight } from 'lucide-react';
import { useState, type FormEvent } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { problemText } from '../dropoff/problem-words.ts';
import type { Wizard } from '../dropoff/wizard.ts';
import type { WizardState } from '../dropoff/wizard-state.ts';
import { words } from '../dropoff/words.ts';
import { type Answers, answerRows, type AnswerRow, type Profile } from './profile-form.ts';
import type { ProfileDesk } from './profile-desk.ts';
import { TakenBox } from './taken-box.tsx';
import { profileWords } from './words.ts';

const numberField = 'customer-number';
const noteMost = 4000;
type Busy = 'no' | 'checking' | 'proving';
type ProfileDetailsProps = { wizard: Wizard; state: WizardState; profile: Profile; desk: ProfileDesk };

/** Step 1 of a profile: its own words, what it takes, and the rows it asks. */
export function ProfileDetails({ wizard, state, profile, desk }: ProfileDetailsProps) {
  const t = useWords(words);
  const own = useWords(profileWords).details;
  const { title, intro } = profile.texts[useLanguage()];
  const [number, setNumber] = useState(state.customerNumber);
  const [note, setNote] = useState(state.note);
  const [answers, setAnswers] = useState<Answers>(desk.form.answers);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [code, setCode] = useState<string>();
  const [busy, setBusy] = useState<Busy>('no');
  const { ask } = profile;
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text;
  const optional = (row: keyof typeof ask) => (ask[row] === 'optional' ? t.optional : undefined);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy !== 'no') return;
    setCode(undefined);
    const asked = askedAnswers(profile, answers);
    const found: FieldError[] = [];
    if (!number.trim()) found.push({ field: numberField, text: t.details.numberMissing });
    for (const row of answerRows) {
      if (ask[row] === 'required' && !asked[row]) found.push({ field: row, text: own.rowMissing[row] });
    }
    if (ask.note === 'required' && !note.trim()) found.push({ field: 'note', text: own.rowMissing.note });
    if (note.trim().length > noteMost) found.push({ field: 'note', text: t.details.noteTooLong(noteMost) });
    setErrors(found);
    if (found.length > 0) return;
    setBusy('checking');
    try {
      await desk.enter(wizard, { number: number.trim(), note: note.trim(), answers: asked }, () => setBusy('proving'));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { field, text } = faultOf(error, own) ?? { field: undefined, text: problemText(error, t.problems) };
      const at = field ?? (error.code.startsWith('customer_') ? numberField : undefined);
      setErrors([at ? { field: at, text } : { text }]);
      if (!at) setCode(t.code(error.code));
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
          <PageHeading takesFocus={Boolean(state.dropoff ?? state.notice)}>{title}</PageHeading>
          {(intro || t.details.intro(state.firm?.name ?? '')).split(/\n+/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </Stack>
        {state.firm && <TakenBox firm={state.firm} profile={profile} />}
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
        {answerRows
          .filter((row) => ask[row] !== 'off')
          .map((row) => (
            <TextField
              key={row}
              {...fieldOf[row]}
              id={row}
              label={own.rows[row]}
              optional={optional(row)}
              required={ask[row] === 'required'}
              hint={row === 'caseReference' ? own.caseHint : undefined}
              error={errorOf(row)}
              value={answers[row] ?? ''}
              onChange={(event) => setAnswers({ ...answers, [row]: event.target.value })}
            />
          ))}
        {ask.note !== 'off' && (
          <TextArea
            id="note"
            label={own.rows.note}
            optional={optional('note')}
            required={ask.note === 'required'}
            hint={own.noteHint}
            error={errorOf('note')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
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

const fieldOf = {
  caseReference: { autoComplete: 'off', maxLength: 100, width: 'short' },
  contactName: { autoComplete: 'name', maxLength: 200 },
  email: { autoComplete: 'email', type: 'email', maxLength: 254 },
  phone: { autoComplete: 'tel', type: 'tel', maxLength: 50, width: 'short' },
} as const;

/** Only what is asked, without blanks around it. */
function askedAnswers({ ask }: Profile, answers: Answers): Answers {
  const rows = answerRows.filter((row) => ask[row] !== 'off' && answers[row]?.trim());
  return Object.fromEntries(rows.map((row) => [row, answers[row]?.trim() ?? '']));
}

type DetailWords = { rowMissing: Record<AnswerRow | 'note', string>; rowInvalid: Record<AnswerRow | 'note', string> };

function faultOf(problem: ApiProblem, t: DetailWords): { field: string; text: string } | undefined {
  const row = problem.details['row'] as AnswerRow | 'note';
  if (problem.code === 'answer_missing') return { field: row, text: t.rowMissing[row] };
  if (problem.code === 'answer_invalid') return { field: row, text: t.rowInvalid[row] };
  return undefined;
}
