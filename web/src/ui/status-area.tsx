import type { ReactNode } from 'react';

import styles from './status-area.module.css';

/** Is there from the start, so that screen readers read what appears in it. */
export function StatusArea({ children }: { children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output element may hold no blocks
    <div role="status" className={styles['area']}>
      {children}
    </div>
  );
}
