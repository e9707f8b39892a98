import { useState, type FormEvent } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { CellActions } from '../../ui/table.tsx';
import { AgreementDialog } from '../agreements/agreement-dialog.tsx';
import { AgreementTag } from '../agreements/agreement-tag.tsx';
import { agreementWords } from '../agreements/agreement.words.ts';
import type { Agreement } from '../agreements/agreements.queries.ts';
import type { Customer } from './customers.queries.ts';
import { customersWords } from './customers.words.ts';
import styles from './customers.module.css';

export type CustomerPatch = { name?: string; active?: boolean };

type CustomerRowProps = {
  customer: Customer;
  agreement: Agreement | undefined;
  busy: boolean;
  onChange: (patch: CustomerPatch) => void;
};

export function CustomerRow({ customer, agreement, busy, onChange }: CustomerRowProps) {
  const t = useWords(customersWords);
  const a = useWords(agreementWords);
  const [agrees, setAgrees] = useState(false);
  const [renames, setRenames] = useState(false);
  const { number, name, active } = customer;
  return (
    <tr className={active ? undefined : styles['inactive']}>
      <th scope="row" className={styles['number']}>
        {number}
      </th>
      <td data-label={t.name}>
        {renames ? (
          <RenameForm
            customer={customer}
            onCancel={() => setRenames(false)}
            onRename={(newName) => {
              setRenames(false);
              if (newName !== name) onChange({ name: newName });
            }}
          />
        ) : (
          name
        )}
      </td>
      <td data-label={a.short}>
        <AgreementTag agreement={agreement} />
      </td>
      <td data-label={t.state}>{active ? t.active : t.inactive}</td>
      <td>
        <CellActions>
          {!renames && (
            <Button look="quiet" size="small" aria-label={t.renameNamed(name)} onClick={() => setRenames(true)}>
              {t.rename}
            </Button>
          )}
          <Button
            look="quiet"
            size="small"
            busy={busy}
            aria-label={active ? t.deactivateNamed(name) : t.activateNamed(name)}
            onClick={() => onChange({ active: !active })}
          >
            {active ? t.deactivate : t.activate}
          </Button>
          <Button look="quiet" size="small" aria-label={a.editNamed(name)} onClick={() => setAgrees(true)}>
            {a.edit}
          </Button>
        </CellActions>
        {agrees && <AgreementDialog customer={customer} agreement={agreement} onClose={() => setAgrees(false)} />}
      </td>
    </tr>
  );
}

type RenameFormProps = { customer: Customer; onRename: (name: string) => void; onCancel: () => void };

function RenameForm({ customer, onRename, onCancel }: RenameFormProps) {
  const t = useWords(customersWords);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    if (name !== '') onRename(name);
  };
  return (
    <form className={styles['renameForm']} onSubmit={submit}>
      <input
        className={styles['renameInput']}
        name="name"
        aria-label={t.newName(customer.number)}
        defaultValue={customer.name}
        maxLength={200}
        required
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it appears because the reader asked to type here
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
      />
      <Button type="submit" size="small" look="primary">
        {t.save}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t.cancel}
      </Button>
    </form>
  );
}
