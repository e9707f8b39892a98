import { CircleDashed, Clock, FileLock2, FileQuestion, ShieldAlert, ShieldCheck, type LucideIcon } from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import type { InboxFile } from './inbox.queries.ts';
import { scanWords } from './scan.words.ts';
import styles from './scan-text.module.css';

const icons: Record<InboxFile['scan'], LucideIcon> = {
  waiting: Clock,
  clean: ShieldCheck,
  infected: ShieldAlert,
  unscannable: FileLock2,
  unscanned: CircleDashed,
};

/** In quarantine, or erased there: it cannot be opened. */
export function isHeldBack({ scan, released }: Pick<InboxFile, 'scan' | 'released'>): boolean {
  return scan === 'infected' && released === null;
}

/** What the virus scanner said of a file: a word, a shape, and why. */
export function ScanText({ file }: { file: InboxFile }) {
  const t = useWords(scanWords);
  const { scan, finding, released, erasedAt } = file;
  const icon = erasedAt ? FileQuestion : icons[scan];
  const word = erasedAt ? t.erased : released ? t.released : t.scans[scan];
  const why = [
    scan === 'unscanned' && t.unscannedWhy,
    scan === 'unscannable' && (t.unscannable[finding ?? ''] ?? finding),
    scan === 'infected' && finding && t.found(finding),
    released && t.reason(released.reason),
  ].filter((line) => typeof line === 'string');
  return (
    <span className={styles['scan']} data-scan={scan}>
      <Icon of={icon} size="small" />
      <span>
        {word}
        {why.map((line) => (
          <span key={line} className={styles['why']}>
            {line}
          </span>
        ))}
      </span>
    </span>
  );
}
