import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import { agreementWords } from '../agreements/agreement.words.ts';
import { agreementsQuery } from '../agreements/agreements.queries.ts';
import { customerProblems } from './customer-problems.words.ts';
import { CustomerRow, type CustomerPatch } from './customer-row.tsx';
import { changeCustomer, type Customer } from './customers.queries.ts';
import { customersWords } from './customers.words.ts';
import styles from './customers.module.css';
import { StatusArea } from '../../ui/status-area.tsx';

type Done = { text: string; undo: CustomerPatch & { id: string } };

/** Customers; each change is at once, says so, and can be undone. */
export function CustomersTable({ customers, onChanged }: { customers: Customer[]; onChanged: () => void }) {
  const t = useWords(customersWords);
  const a = useWords(agreementWords);
  const { data: agreements } = useQuery(agreementsQuery);
  const problems = useWords(customerProblems);
  const [done, setDone] = useState<Done>();
  const changing = useMutation({
    mutationFn: changeCustomer,
    onMutate: () => setDone(undefined),
    onSettled: onChanged,
  });
  const change = (customer: Customer, patch: CustomerPatch) => {
    const { id, name, active } = customer;
    const undo = { id, ...(patch.name !== undefined && { name }), ...(patch.active !== undefined && { active }) };
    changing.mutate({ id, ...patch }, { onSuccess: () => setDone({ text: outcome(customer, patch), undo }) });
  };
  const outcome = (customer: Customer, patch: CustomerPatch) => {
    if (patch.name !== undefined) return t.renamed(customer.name, patch.name);
    return patch.active ? t.activated(customer.name) : t.deactivated(customer.name);
  };
  return (
    <Stack>
      <ProblemNotice error={changing.error} own={problems} />
      <StatusArea>
        {done && (
          <Notice kind="good">
            <div className={styles['done']}>
              <p>{done.text}</p>
              <Button size="small" onClick={() => changing.mutate(done.undo)}>
                {t.undo}
              </Button>
            </div>
          </Notice>
        )}
      </StatusArea>
      <Table caption={t.title} stacked>
        <thead>
          <tr>
            <th scope="col">{t.number}</th>
            <th scope="col">{t.name}</th>
            <th scope="col">
              <abbr title={a.long}>{a.short}</abbr>
            </th>
            <th scope="col">{t.state}</th>
            <th scope="col">{t.action}</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <CustomerRow
              key={customer.id}
              customer={customer}
              agreement={agreements?.get(customer.id)}
              busy={changing.isPending && changing.variables.id === customer.id}
              onChange={(patch) => change(customer, patch)}
            />
          ))}
        </tbody>
      </Table>
    </Stack>
  );
}
