import { useWords } from '../../i18n/use-words.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import type { TransferView } from './transfer-view.ts';
import { words } from './words.ts';
import styles from './transfer-meter.module.css';

/** The one big bar with its figures. */
export function TransferMeter({ view }: { view: TransferView }) {
  const t = useWords(words);
  const held = view.mode === 'paused' || view.mode === 'offline' || view.mode === 'stuck';
  const left = view.secondsLeft === undefined ? t.sending.leftUnknown : t.sending.left(view.secondsLeft);
  return (
    <div className={styles['meter']}>
      <div className={styles['top']}>
        <span className={styles['percent']}>{t.sending.percent(view.share)}</span>
        <span>{view.mode === 'sending' && view.share < 1 && left}</span>
      </div>
      <ProgressBar label={t.sending.bar} share={view.share} tone={held ? 'warning' : 'accent'} />
      <div className={styles['figures']}>
        <span>{t.sending.amount(view.sentBytes, view.totalBytes)}</span>
        <span>{t.sending.filesDone(view.doneFiles, view.totalFiles)}</span>
        <span className={styles['speed']}>
          {view.mode === 'sending' && view.bytesPerSecond !== undefined && t.sending.speed(view.bytesPerSecond)}
        </span>
      </div>
    </div>
  );
}
