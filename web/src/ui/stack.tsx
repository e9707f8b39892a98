import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';
import styles from './stack.module.css';

/** Children one under the other with one distance; `row` puts them side by side and wraps. */
export function Stack({
  children,
  gap = 'base',
  row = false,
}: {
  children: ReactNode;
  gap?: 'small' | 'base' | 'large';
  row?: boolean;
}) {
  return <div className={classNames(styles['stack'], styles[gap], row && styles['row'])}>{children}</div>;
}
