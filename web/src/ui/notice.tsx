import { CircleCheck, Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

export type NoticeKind = 'info' | 'good' | 'warning' | 'bad';

const icons: Record<NoticeKind, LucideIcon> = {
  info: Info,
  good: CircleCheck,
  warning: TriangleAlert,
  bad: OctagonAlert,
};

type NoticeProps = {
  kind?: NoticeKind;
  title?: string;
  children?: ReactNode;
  /** `status` reads changes politely, `alert` at once; leave it out for what stands there from the start. */
  role?: 'status' | 'alert';
};

/** A framed message that stays until its reason is gone. */
export function Notice({ kind = 'info', title, children, role }: NoticeProps) {
  return (
    <div className={classNames(styles['notice'], styles[kind])} role={role}>
      <Icon of={icons[kind]} />
      <div className={styles['text']}>
        {title && <p className={styles['title']}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
