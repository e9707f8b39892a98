import { Archive, Download, FileCheck } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { dropoffWords } from './dropoff.words.ts';
import { archiveUrl, fileUrl, receiptUrl, type DropoffDetail } from './inbox.queries.ts';
import styles from './dropoff-page.module.css';

export const downloadAllId = 'download-all';

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
  const [only, second] = dropoff.files;
  const size = formatBytes(dropoff.totalBytes);
  return (
    <div className={styles['actions']}>
      {only && !second && (
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
      {second && (
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
      {dropoff.state === 'submitted' && (
        <LinkButton icon={FileCheck} href={receiptUrl(dropoff.id, language)} download="">
          {t.receipt}
        </LinkButton>
      )}
      <div className={styles['close']}>
        <Button icon={Archive} onClick={onClose}>
          {t.close}
        </Button>
      </div>
    </div>
  );
}
