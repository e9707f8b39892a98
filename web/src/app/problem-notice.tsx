import type { ReactNode } from 'react';

import { useWords } from '../i18n/use-words.ts';
import { Notice } from '../ui/notice.tsx';
import { describeProblem, problemWords } from './problem-words.ts';
import styles from './problem-notice.module.css';

type ProblemNoticeProps = {
  /** Nothing is shown without one. */
  error: unknown;
  /** The room's own sentences by the server's code. */
  own?: Readonly<Record<string, string>>;
  title?: string;
  /** What to do about it: a button, a link. */
  children?: ReactNode;
};

/** A failure in words, where it belongs; the code stays small, for the telephone. */
export function ProblemNotice({ error, own, title, children }: ProblemNoticeProps) {
  const t = useWords(problemWords);
  if (!error) return null;
  const { text, code } = describeProblem(error, t, own);
  return (
    <Notice kind="bad" role="alert" {...(title && { title })}>
      <p>{text}</p>
      {code && (
        <p className={styles['code']}>
          {t.codeLabel} <code>{code}</code>
        </p>
      )}
      {children}
    </Notice>
  );
}
