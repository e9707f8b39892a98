import { useState, type FormEvent } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { CellActions } from '../../ui/table.tsx';
import type { Customer } from './customers.queries.ts';
import { customersWords } from './customers.words.ts';
import styles from './customers.module.css';

export type CustomerPatch = { name?: string; active?: boolean };

type CustomerRowProps = { customer: Customer; busy: boolean; onChange: (patch: CustomerPatch) => void };

export function CustomerRow({ customer, busy, onChange }: CustomerRowProps) {
  const t = useWords(customersWords);
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
        </CellActions>
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
