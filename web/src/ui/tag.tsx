import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './tag.module.css';

type TagProps = { tone?: 'neutral' | 'accent' | 'good' | 'warning'; icon?: LucideIcon; children: ReactNode };

/** A state in one or two words, with a shape beside it. */
export function Tag({ tone = 'neutral', icon, children }: TagProps) {
  return (
    <span className={classNames(styles['tag'], styles[tone])}>
      {icon && <Icon of={icon} size="small" />}
      {children}
    </span>
  );
}
