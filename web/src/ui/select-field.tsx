import { useId, type ComponentProps, type ReactNode } from 'react';

import styles from './text-field.module.css';

type SelectFieldProps = {
  label: string;
  hint?: ReactNode;
  options: readonly (readonly [value: string, label: string])[];
} & Omit<ComponentProps<'select'>, 'className' | 'children'>;

/** A choice from a few; the browser's own list, because every device has one that people know. */
export function SelectField({ label, hint, options, id, ...rest }: SelectFieldProps) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={fieldId}>
        {label}
      </label>
      {hint && (
        <div className={styles['hint']} id={`${fieldId}-hint`}>
          {hint}
        </div>
      )}
      <select
        {...rest}
        id={fieldId}
        className={`${styles['input']} ${styles['short']}`}
        aria-describedby={hint ? `${fieldId}-hint` : undefined}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
