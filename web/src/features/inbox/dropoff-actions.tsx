import { Archive, Download, FileCheck } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { dropoffWords } from './dropoff.words.ts';
import { archiveUrl, fileUrl, receiptUrl, type DropoffDetail } from './inbox.queries.ts';
import { isHeldBack } from './scan-text.tsx';
import { scanWords } from './scan.words.ts';
import styles from './dropoff-page.module.css';

export const downloadAllId = 'download-all';
const waitId = 'download-waits';
const heldId = 'receipt-held';

type DropoffActionsProps = {
  dropoff: DropoffDetail;
  /** Called when somebody begins to download files. */
  onDownload: () => void;
  onClose: () => void;
};

/** The bar of actions: take the files, take the receipt, close the case. */
export function DropoffActions({ dropoff, onDownload, onClose }: DropoffActionsProps) {
  const t = useWords(dropoffWords);
  const language = useLanguage();
  const scans = useWords(scanWords);
  const readable = dropoff.files.filter((file) => !isHeldBack(file));
  const [only, second] = readable;
  const size = formatBytes(readable.reduce((sum, file) => sum + file.size, 0));
  // All at once only when all may go; a single file, or the list below, does not have to wait for the others.
  const mustWait = dropoff.waiting > 0 && (second !== undefined || only?.scan === 'waiting');
  const receiptHeld = dropoff.quarantined > 0 && dropoff.files.every((file) => !isHeldBack(file));
  return (
    <div className={styles['actions']}>
      {mustWait && (
        <Button look="primary" icon={Download} disabled aria-describedby={waitId}>
          {second ? t.downloadAll(size) : t.downloadOnly(size)}
        </Button>
      )}
      {only && !second && !mustWait && (
        <LinkButton
          id={downloadAllId}
          look="primary"
          icon={Download}
          href={fileUrl(dropoff.id, only.id)}
          download=""
          onClick={onDownload}
        >
          {t.downloadOnly(size)}
        </LinkButton>
      )}
      {second && !mustWait && (
        <LinkButton
          id={downloadAllId}
          look="primary"
          icon={Download}
          href={archiveUrl(dropoff.id)}
          download=""
          onClick={onDownload}
        >
          {t.downloadAll(size)}
        </LinkButton>
      )}
      {dropoff.state === 'submitted' && receiptHeld && (
        <Button icon={FileCheck} disabled aria-describedby={heldId}>
          {t.receipt}
        </Button>
      )}
      {dropoff.state === 'submitted' && !receiptHeld && (
        <LinkButton icon={FileCheck} href={receiptUrl(dropoff.id, language)} download="">
          {t.receipt}
        </LinkButton>
      )}
      <div className={styles['close']}>
        <Button icon={Archive} onClick={onClose}>
          {t.close}
        </Button>
      </div>
      {(mustWait || receiptHeld) && (
        <div className={styles['why']}>
          {mustWait && <p id={waitId}>{scans.downloadWaiting}</p>}
          {receiptHeld && <p id={heldId}>{scans.receiptHeld}</p>}
        </div>
      )}
    </div>
  );
}
