import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

import { Icon } from './icon.tsx';
import styles from './empty-state.module.css';

/** Stands where a list would: says what belongs here and how it gets here. */
export function EmptyState({ title, icon, children }: { title: string; icon?: LucideIcon; children: ReactNode }) {
  return (
    <section className={styles['empty']}>
      {icon && <Icon of={icon} size="large" />}
      <h2>{title}</h2>
      <div className={styles['text']}>{children}</div>
    </section>
  );
}
