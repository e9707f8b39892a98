import type { ComponentProps, ReactNode } from 'react';

import styles from './table.module.css';

/** A table that scrolls inside its frame on narrow screens; the caption is for screen readers. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className={styles['frame']} aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>{children}</table>
    </section>
  );
}

/** A cell whose figures stand right-aligned; `as="th"` in the head. */
export function FigureCell({
  as: Tag = 'td',
  ...rest
}: { as?: 'td' | 'th' } & Omit<ComponentProps<'td'>, 'className'>) {
  return <Tag {...rest} className={styles['figure']} />;
}
