import { useEffect, useRef } from 'react';

import styles from './error-summary.module.css';

export type FieldError = {
  /** The id of the field the link leads to; left out when no field is at fault. */
  field?: string;
  text: string;
};

type ErrorSummaryProps = {
  title: string;
  /** Keep it in state: each new array is a new attempt and takes the focus again. */
  errors: FieldError[];
  /** Small, for the telephone: the server's code. */
  code?: string | undefined;
};

/** Stands above a form that could not be sent; takes the focus, links to the fields. Renders nothing without errors. */
export function ErrorSummary({ title, errors, code }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div className={styles['summary']} role="alert" tabIndex={-1} ref={box}>
      <h2 className={styles['title']}>{title}</h2>
      <ul className={styles['list']}>
        {errors.map(({ field, text }) => (
          <li key={`${field ?? ''} ${text}`}>{field ? <FieldLink field={field} text={text} /> : text}</li>
        ))}
      </ul>
      {code && <p className={styles['code']}>{code}</p>}
    </div>
  );
}

function FieldLink({ field, text }: { field: string; text: string }) {
  return (
    <a
      href={`#${field}`}
      onClick={(event) => {
        // The browser would only scroll, and write the fragment into the address.
        event.preventDefault();
        const target = document.getElementById(field);
        target?.scrollIntoView({ block: 'center' });
        target?.focus();
      }}
    >
      {text}
    </a>
  );
}
