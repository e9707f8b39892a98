import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';

import { serverNow } from '../../api/server-time.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { formatDate } from '../../ui/format.ts';
import { Stack } from '../../ui/stack.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { dayOf } from '../retention/holds-on.ts';
import { agreementProblems, agreementWords } from './agreement.words.ts';
import { type Agreement, agreementsQuery, saveAgreement } from './agreements.queries.ts';

type AgreementDialogProps = {
  customer: { id: string; name: string };
  agreement: Agreement | undefined;
  onClose: () => void;
};

const fieldOfCode = { agreement_invalid: 'agreement-day' };

/** Whether one is in force, since when, and where the document lies. */
export function AgreementDialog({ customer, agreement, onClose }: AgreementDialogProps) {
  const t = useWords(agreementWords);
  const language = useLanguage();
  const queryClient = useQueryClient();
  const problems = useFieldErrors(useWords(agreementProblems), fieldOfCode);
  const form = useId();
  const [inForce, setInForce] = useState(agreement?.inForce ?? false);
  const [today] = useState(() => dayOf(new Date(serverNow())));
  const saving = useMutation({
    mutationFn: saveAgreement,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: agreementsQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: ['inbox', 'detail'] });
      onClose();
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const day = String(entered.get('day') ?? '');
    const reference = String(entered.get('reference') ?? '').trim();
    const right = !inForce || (day !== '' && day <= today);
    if (!problems.check([!right && { field: 'agreement-day', text: t.enterDay }]) || saving.isPending) return;
    saving.mutate({ customerId: customer.id, inForce, concludedOn: inForce ? day : null, reference });
  };
  return (
    <Dialog
      title={t.title(customer.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={saving.isPending}>
            {t.save}
          </Button>
        </>
      }
    >
      <form noValidate id={form} onSubmit={submit}>
        <Stack>
          <ErrorSummary title={t.failed} {...problems.summary} />
          {agreement?.requestedAt && <p>{t.asked(formatDate(agreement.requestedAt, language))}</p>}
          <Checkbox label={t.inForce} checked={inForce} onChange={(event) => setInForce(event.target.checked)} />
          {inForce && (
            <TextField
              id="agreement-day"
              name="day"
              type="date"
              label={t.concludedOn}
              error={problems.errorOf('agreement-day')}
              defaultValue={agreement?.concludedOn ?? ''}
              max={today}
              width="short"
            />
          )}
          <TextField
            name="reference"
            label={t.reference}
            hint={t.referenceHint}
            optional={t.optional}
            defaultValue={agreement?.reference ?? ''}
            autoComplete="off"
            maxLength={200}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
