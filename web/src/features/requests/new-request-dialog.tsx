import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';

import { serverNow } from '../../api/server-time.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { dayOf, endOfDay } from '../retention/holds-on.ts';
import { findCustomer } from '../retention/retention.queries.ts';
import { createRequest } from './requests.queries.ts';
import { requestsProblems, requestsWords } from './requests.words.ts';
import styles from './requests.module.css';

const dayMs = 86_400_000;
const usualDays = 14;
const mostDays = 365;

/** What, from whom, until when, how often. */
export function NewRequestDialog({ onCreated, onClose }: { onCreated: (secret: string) => void; onClose: () => void }) {
  const t = useWords(requestsWords);
  const problems = useFieldErrors(useWords(requestsProblems));
  const form = useId();
  const [now] = useState(serverNow);
  const creating = useMutation({
    mutationFn: async ({ number, ...request }: { number: string; what: string; until: string; maxUses: number }) => {
      const customerId = number === '' ? undefined : await findCustomer(number);
      if (number !== '' && customerId === undefined) return undefined;
      return await createRequest({ ...request, ...(customerId !== undefined && { customerId }) });
    },
    onSuccess: (made) => {
      if (made) onCreated(made.secret);
      else problems.check([{ field: 'request-number', text: t.unknownNumber }]);
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (name: string) => String(entered.get(name) ?? '').trim();
    const [what, number, day, uses] = [text('what'), text('number'), text('until'), text('uses')];
    const end = day === '' ? Number.NaN : Date.parse(endOfDay(day));
    const maxUses = /^\d{1,4}$/.test(uses) ? Number(uses) : 0;
    const complete = problems.check([
      what === '' && { field: 'request-what', text: t.enterWhat },
      !(end > now && end <= now + mostDays * dayMs) && { field: 'request-until', text: t.badUntil },
      !(maxUses >= 1 && maxUses <= 1000) && { field: 'request-uses', text: t.badUses },
    ]);
    if (complete && !creating.isPending) creating.mutate({ number, what, until: endOfDay(day), maxUses });
  };
  return (
    <Dialog
      title={t.create}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={creating.isPending}>
            {t.create}
          </Button>
        </>
      }
    >
      <form noValidate id={form} onSubmit={submit}>
        <Stack>
          <ErrorSummary title={t.createFailed} {...problems.summary} />
          <TextArea
            id="request-what"
            name="what"
            label={t.what}
            hint={t.whatHint}
            error={problems.errorOf('request-what')}
            rows={3}
            maxLength={1000}
          />
          <TextField
            id="request-number"
            name="number"
            label={t.number}
            hint={t.numberHint}
            optional={t.optional}
            error={problems.errorOf('request-number')}
            width="short"
            autoComplete="off"
            maxLength={64}
          />
          <div className={styles['fields']}>
            <TextField
              id="request-until"
              name="until"
              type="date"
              label={t.until}
              hint={t.untilHint}
              error={problems.errorOf('request-until')}
              defaultValue={dayOf(new Date(now + usualDays * dayMs))}
              min={dayOf(new Date(now))}
              max={dayOf(new Date(now + (mostDays - 1) * dayMs))}
              width="short"
            />
            <TextField
              id="request-uses"
              name="uses"
              label={t.maxUses}
              hint={t.maxUsesHint}
              error={problems.errorOf('request-uses')}
              defaultValue="1"
              inputMode="numeric"
              autoComplete="off"
              width="short"
            />
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
