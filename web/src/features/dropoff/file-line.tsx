import type { ReactNode } from 'react';

import { classNames } from '../../ui/class-names.ts';
import { formatBytes } from '../../ui/format.ts';
import { useLanguage } from '../../i18n/use-words.ts';
import styles from './file-line.module.css';

type FileLineProps = {
  path: string;
  size: number;
  /** Stands under the name: what is special about it. */
  remark?: ReactNode;
  /** Right of the size: its state or what can be done with it. */
  children?: ReactNode;
};

/** One file of a list: its name, its folder, its size. */
export function FileLine({ path, size, remark, children }: FileLineProps) {
  const language = useLanguage();
  const cut = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, Math.max(0, cut - 1));
  return (
    <div className={classNames(styles['line'], !children && styles['bare'])}>
      <div className={styles['what']}>
        <span className={styles['name']} title={path}>
          {path.slice(cut)}
        </span>
        {(folder || remark) && (
          <span className={styles['remark']} title={folder || undefined}>
            {folder}
            {folder && remark && ' · '}
            {remark}
          </span>
        )}
      </div>
      <span className={styles['size']}>{formatBytes(size, language)}</span>
      {children && <div className={styles['end']}>{children}</div>}
    </div>
  );
}
