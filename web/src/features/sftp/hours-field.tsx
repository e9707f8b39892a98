import { Plus } from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { HoursRow } from './sftp-form-values.ts';
import { sftpWords } from './sftp.words.ts';
import styles from './sftp.module.css';

type HoursFieldProps = {
  id: string;
  hours: HoursRow[];
  hint: string;
  error: string | undefined;
  onChange: (hours: HoursRow[]) => void;
};

/** Days and times, a row for each range. */
export function HoursField({ id, hours, hint, error, onChange }: HoursFieldProps) {
  const t = useWords(sftpWords);
  const add = () => {
    const key = Math.max(0, ...hours.map((row) => row.key)) + 1;
    onChange([...hours, { key, days: [1, 2, 3, 4, 5], from: '07:00', to: '18:00' }]);
  };
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={styles['hours']}
      aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
    >
      <legend>{t.hours}</legend>
      <p id={`${id}-hint`} className={styles['hint']}>
        {hint}
      </p>
      {error && (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
      {hours.map((row, index) => (
        <HoursLine
          key={row.key}
          row={row}
          number={index + 1}
          onChange={(changed) => onChange(hours.map((other) => (other.key === row.key ? changed : other)))}
          onRemove={() => onChange(hours.filter((other) => other.key !== row.key))}
        />
      ))}
      <div>
        <Button size="small" icon={Plus} onClick={add}>
          {t.addRange}
        </Button>
      </div>
    </fieldset>
  );
}

type HoursLineProps = { row: HoursRow; number: number; onChange: (row: HoursRow) => void; onRemove: () => void };

function HoursLine({ row, number, onChange, onRemove }: HoursLineProps) {
  const t = useWords(sftpWords);
  const toggle = (day: number, isOn: boolean) =>
    onChange({ ...row, days: isOn ? [...row.days, day] : row.days.filter((other) => other !== day) });
  return (
    <fieldset className={styles['range']} aria-label={t.range(number)}>
      <div className={styles['days']}>
        {t.days.map((short, index) => (
          <label key={short} className={styles['day']} title={t.dayNames[index]}>
            <input
              type="checkbox"
              aria-label={t.dayNames[index]}
              checked={row.days.includes(index + 1)}
              onChange={(event) => toggle(index + 1, event.target.checked)}
            />
            <span aria-hidden="true">{short}</span>
          </label>
        ))}
      </div>
      <div className={styles['times']}>
        <TextField
          type="time"
          label={t.from}
          width="short"
          value={row.from}
          onChange={(event) => onChange({ ...row, from: event.target.value })}
        />
        <TextField
          type="time"
          label={t.to}
          width="short"
          value={row.to}
          onChange={(event) => onChange({ ...row, to: event.target.value })}
        />
        <Button look="quiet" size="small" aria-label={t.removeRange(number)} onClick={onRemove}>
          {t.remove}
        </Button>
      </div>
      {row.to === '00:00' && <p className={styles['hint']}>{t.toHint}</p>}
    </fieldset>
  );
}
