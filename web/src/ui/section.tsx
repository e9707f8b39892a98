import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';
import styles from './section.module.css';

type SectionProps = {
  title: string;
  intro?: ReactNode;
  /** Forms and texts keep to a column; tables use what is there. */
  width?: 'column' | 'full';
  children: ReactNode;
};

/** A part of a page under its own heading: on wide screens the heading stands beside the content. */
export function Section({ title, intro, width = 'column', children }: SectionProps) {
  return (
    <section className={styles['section']}>
      <div className={styles['head']}>
        <h2>{title}</h2>
        {intro && <p className={styles['intro']}>{intro}</p>}
      </div>
      <div className={classNames(styles['content'], width === 'column' && styles['column'])}>{children}</div>
    </section>
  );
}
