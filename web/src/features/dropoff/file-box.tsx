import type { ReactNode } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './words.ts';
import styles from './file-box.module.css';

const shown = 20;

/** `end` is what can be done with this single file. */
type BoxedFile = { path: string; size: number; remark?: string; end?: ReactNode };

type FileBoxProps = {
  id: string;
  kind: 'bad' | 'warning';
  title: string;
  files: readonly BoxedFile[];
  /** What can be done with all of them. */
  children?: ReactNode;
};

/** Files that need the person: refused, missing, too large. At most twenty are named, the rest counted. */
export function FileBox({ id, kind, title, files, children }: FileBoxProps) {
  const t = useWords(words);
  const language = useLanguage();
  return (
    <div id={id} tabIndex={-1}>
      <Notice kind={kind} title={title}>
        <ul className={styles['list']}>
          {files.slice(0, shown).map(({ path, size, remark, end }, index) => (
            <li key={`${path} ${index}`} className={styles['file']}>
              <div className={styles['what']}>
                <span className={styles['name']}>{path}</span> ({formatBytes(size, language)})
                {remark && <p className={styles['remark']}>{remark}</p>}
              </div>
              {end}
            </li>
          ))}
          {files.length > shown && <li>{t.files.more(files.length - shown)}</li>}
        </ul>
        {children}
      </Notice>
    </div>
  );
}
