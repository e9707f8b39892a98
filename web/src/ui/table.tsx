import type { ComponentProps, ReactNode } from 'react';

import { classNames } from './class-names.ts';
import styles from './table.module.css';

type TableProps = {
  /** For screen readers. */
  caption: string;
  /** On narrow screens each row becomes a block; give each `td` a `data-label`, which stands before its content there. */
  stacked?: boolean;
  children: ReactNode;
};

/** A table; on narrow screens it scrolls inside its frame, or stacks its cells. */
export function Table({ caption, stacked = false, children }: TableProps) {
  // A group, not a landmark: the section around it often has the same name. It scrolls, so the keyboard must reach it.
  const frame = { role: 'group', 'aria-label': caption, tabIndex: 0 };
  return (
    <div {...frame} className={classNames(styles['frame'], stacked && styles['stacked'])}>
      <table className={styles['table']}>{children}</table>
    </div>
  );
}

/** The buttons of a row; their words stand in line with the column's head. */
export function CellActions({ children }: { children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}

/** A cell whose figures stand right-aligned; `as="th"` in the head. */
export function FigureCell({
  as: Tag = 'td',
  ...rest
}: { as?: 'td' | 'th' } & Omit<ComponentProps<'td'>, 'className'>) {
  return <Tag {...rest} className={styles['figure']} />;
}
