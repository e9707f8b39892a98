import { useId, type ComponentProps, type ReactNode } from 'react';

import { classNames } from './class-names.ts';
import styles from './checkbox.module.css';

type CheckboxProps = { label: ReactNode; hint?: ReactNode; error?: string | undefined } & Omit<
  ComponentProps<'input'>,
  'className' | 'type'
>;

/** A box to tick; the whole line is the target. */
export function Checkbox({ label, hint, error, id, ...rest }: CheckboxProps) {
  const own = useId();
  const fieldId = id ?? own;
  const described = [error && `${fieldId}-error`, hint && `${fieldId}-hint`].filter(Boolean).join(' ');
  return (
    <div className={classNames(styles['frame'], error && styles['wrong'])}>
      {error && (
        <p className={styles['error']} id={`${fieldId}-error`}>
          {error}
        </p>
      )}
      <label className={styles['label']} htmlFor={fieldId}>
        <input
          {...rest}
          type="checkbox"
          id={fieldId}
          className={styles['box']}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p className={styles['hint']} id={`${fieldId}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
