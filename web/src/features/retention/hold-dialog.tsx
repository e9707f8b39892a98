import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';

import { serverNow } from '../../api/server-time.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { dayOf, endOfDay } from './holds-on.ts';
import { findCustomer, placeHold } from './retention.queries.ts';
import { retentionProblems, retentionWords } from './retention.words.ts';

type HoldDialogProps = {
  /** Of this one only; else the dialog asks for how much it holds. */
  dropoff?: { id: string; customerNumber: string };
  onPlaced: () => void;
  onClose: () => void;
};

const fieldOfCode = { hold_invalid: 'hold-reason' };

/** Reason and end of a hold, and what it keeps. */
export function HoldDialog({ dropoff, onPlaced, onClose }: HoldDialogProps) {
  const t = useWords(retentionWords);
  const problems = useFieldErrors(useWords(retentionProblems), fieldOfCode);
  const [scope, setScope] = useState<'customer' | 'firm'>('customer');
  const form = useId();
  const placing = useMutation({
    mutationFn: async ({ number, reason, day }: { number: string; reason: string; day: string }) => {
      const hold = { reason, ...(day !== '' && { until: endOfDay(day) }) };
      if (dropoff) return await placeHold({ ...hold, scope: 'dropoff', dropoffId: dropoff.id });
      if (scope === 'firm') return await placeHold({ ...hold, scope });
      const customerId = await findCustomer(number);
      if (customerId === undefined) return undefined;
      return await placeHold({ ...hold, scope, customerId });
    },
    onSuccess: (placed) => {
      if (placed) onPlaced();
      else problems.check([{ field: 'hold-number', text: t.unknownNumber }]);
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (name: string) => String(entered.get(name) ?? '').trim();
    const [number, reason, day] = [text('number'), text('reason'), text('until')];
    const complete = problems.check([
      !dropoff && scope === 'customer' && number === '' && { field: 'hold-number', text: t.enterNumber },
      reason === '' && { field: 'hold-reason', text: t.enterReason },
      day !== '' && Date.parse(endOfDay(day)) <= serverNow() && { field: 'hold-until', text: t.untilPast },
    ]);
    if (complete && !placing.isPending) placing.mutate({ number, reason, day });
  };
  return (
    <Dialog
      title={t.place}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={placing.isPending}>
            {t.place}
          </Button>
        </>
      }
    >
      <form noValidate id={form} onSubmit={submit}>
        <Stack>
          <ErrorSummary title={t.placeFailed} {...problems.summary} />
          {dropoff ? (
            <p>{t.onlyThis(dropoff.customerNumber)}</p>
          ) : (
            <SelectField
              label={t.scope}
              hint={t.scopeHint}
              value={scope}
              options={Object.entries(t.scopes)}
              onChange={(event) => setScope(event.target.value === 'firm' ? 'firm' : 'customer')}
            />
          )}
          {!dropoff && scope === 'customer' && (
            <TextField
              id="hold-number"
              name="number"
              label={t.customerNumber}
              error={problems.errorOf('hold-number')}
              width="short"
              autoComplete="off"
              maxLength={64}
            />
          )}
          <TextArea
            id="hold-reason"
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            error={problems.errorOf('hold-reason')}
            rows={3}
            maxLength={500}
          />
          <TextField
            id="hold-until"
            name="until"
            type="date"
            label={t.until}
            hint={t.untilHint}
            optional={t.optional}
            error={problems.errorOf('hold-until')}
            min={dayOf(new Date(serverNow()))}
            width="short"
          />
        </Stack>
      </form>
    </Dialog>
  );
}
