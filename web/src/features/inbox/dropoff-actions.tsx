import { Archive, Download, FileCheck } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { dropoffWords } from './dropoff.words.ts';
import { archiveUrl, fileUrl, receiptUrl, type DropoffDetail } from './inbox.queries.ts';
import styles from './dropoff-page.module.css';

export const downloadAllId = 'download-all';

/** The bar of actions: take the files, take the receipt, close the case. */
export function DropoffActions({ dropoff, onClose }: { dropoff: DropoffDetail; onClose: () => void }) {
  const t = useWords(dropoffWords);
  const language = useLanguage();
  const [only, second] = dropoff.files;
  const size = formatBytes(dropoff.totalBytes);
  return (
    <div className={styles['actions']}>
      {only && !second && (
        <LinkButton id={downloadAllId} look="primary" icon={Download} href={fileUrl(dropoff.id, only.id)} download="">
          {t.downloadOnly(size)}
        </LinkButton>
      )}
      {second && (
        <LinkButton id={downloadAllId} look="primary" icon={Download} href={archiveUrl(dropoff.id)} download="">
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
