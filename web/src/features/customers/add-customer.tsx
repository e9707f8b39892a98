import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { customerProblems } from './customer-problems.words.ts';
import { addCustomer } from './customers.queries.ts';
import { customersWords } from './customers.words.ts';
import styles from './customers.module.css';
import { StatusArea } from '../../ui/status-area.tsx';

const fieldOfCode = {
  customer_number_taken: 'customer-number',
  customer_number_malformed: 'customer-number',
  name_invalid: 'customer-name',
};

const focusNumber = () => document.getElementById('customer-number')?.focus();

/** Stays open after each, for whoever has several to enter. */
export function AddCustomer({ onChanged, onClose }: { onChanged: () => void; onClose: () => void }) {
  const t = useWords(customersWords);
  const form = useRef<HTMLFormElement>(null);
  const problems = useFieldErrors(useWords(customerProblems), fieldOfCode);
  useEffect(focusNumber, []);
  const adding = useMutation({
    mutationFn: addCustomer,
    onSuccess: () => {
      form.current?.reset();
      focusNumber();
      onChanged();
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const number = String(entered.get('number')).trim();
    const name = String(entered.get('name')).trim();
    const complete = problems.check([
      number === '' && { field: 'customer-number', text: t.enterNumber },
      name === '' && { field: 'customer-name', text: t.enterName },
    ]);
    if (complete && !adding.isPending) adding.mutate({ number, name });
  };
  return (
    <form noValidate ref={form} className={styles['panel']} aria-label={t.add} onSubmit={submit}>
      <h2>{t.add}</h2>
      <ErrorSummary title={t.addFailed} {...problems.summary} />
      <div className={styles['fields']}>
        <TextField
          id="customer-number"
          name="number"
          label={t.number}
          error={problems.errorOf('customer-number')}
          autoComplete="off"
          maxLength={32}
        />
        <TextField
          id="customer-name"
          name="name"
          label={t.name}
          error={problems.errorOf('customer-name')}
          autoComplete="off"
          maxLength={200}
        />
      </div>
      <Stack row>
        <Button type="submit" look="primary" busy={adding.isPending}>
          {t.save}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </Stack>
      <StatusArea>{adding.isSuccess && <Notice kind="good">{t.added(adding.data.name)}</Notice>}</StatusArea>
    </form>
  );
}
