import { useId, type ComponentProps, type ReactNode } from 'react';

import { classNames } from './class-names.ts';
import styles from './text-field.module.css';

type FieldWords = {
  label: string;
  /** Stands under the label before anything goes wrong. */
  hint?: ReactNode;
  /** What is wrong and what to do; the field is marked while it is there. */
  error?: string | undefined;
  /** Shown after the label of fields that may stay empty. */
  optional?: string | undefined;
};

type TextFieldProps = FieldWords & { width?: 'full' | 'short' } & Omit<ComponentProps<'input'>, 'className' | 'width'>;

/** One line of text with its label. Give an `id` when an error summary links to it. */
export function TextField({ label, hint, error, optional, width = 'full', id, ...rest }: TextFieldProps) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <FieldFrame {...{ fieldId, label, hint, error, optional }}>
      <input
        {...rest}
        id={fieldId}
        className={classNames(styles['input'], width === 'short' && styles['short'])}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(fieldId, hint, error)}
      />
    </FieldFrame>
  );
}

/** Several lines of text with their label. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  id,
  ...rest
}: FieldWords & Omit<ComponentProps<'textarea'>, 'className'>) {
  const own = useId();
  const fieldId = id ?? own;
  return (
    <FieldFrame {...{ fieldId, label, hint, error, optional }}>
      <textarea
        rows={4}
        {...rest}
        id={fieldId}
        className={classNames(styles['input'], styles['area'])}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(fieldId, hint, error)}
      />
    </FieldFrame>
  );
}

function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}

function FieldFrame(props: FieldWords & { fieldId: string; children: ReactNode }) {
  const { fieldId, label, hint, error, optional, children } = props;
  return (
    <div className={classNames(styles['field'], error && styles['wrong'])}>
      <label className={styles['label']} htmlFor={fieldId}>
        {label}
        {optional && <span className={styles['optional']}> ({optional})</span>}
      </label>
      {hint && (
        <div className={styles['hint']} id={`${fieldId}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p className={styles['error']} id={`${fieldId}-error`}>
          {error}
        </p>
      )}
      {children}
    </div>
  );
}
