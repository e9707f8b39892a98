import type { ReactNode } from 'react';

import { useLanguage } from '../i18n/use-words.ts';
import { formatTime } from './format.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** A moment in other words (`children`), with the exact time on hover and for screen readers; else the exact time. */
export function ExactTime({ at, children }: { at: string; children?: ReactNode }) {
  const exact = formatTime(at, useLanguage());
  if (children === undefined) return <time dateTime={at}>{exact}</time>;
  return (
    <time dateTime={at} title={exact}>
      {children}
      <VisuallyHidden> ({exact})</VisuallyHidden>
    </time>
  );
}
