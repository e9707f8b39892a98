import type { Api } from '@schleuse/client/api.types';
import type { Receipt } from '@schleuse/proofs/receipt';
import { CircleCheckBig } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { WindowedList } from '../../ui/windowed-list.tsx';
import { comparePaths, sumBytes } from './chosen-files.ts';
import { FileLine } from './file-line.tsx';
import { ReceiptDownload } from './receipt-download.tsx';
import type { SavedDropoff } from './saved-dropoff.ts';
import { usePageProgress } from './use-page-progress.ts';
import { words } from './words.ts';
import styles from './success-page.module.css';

/** `children`: what else is to be done now, right under the good news. */
type SuccessPageProps = {
  api: Api;
  receipt: Receipt;
  dropoff: SavedDropoff;
  onFinish: () => void;
  children?: ReactNode;
};

/** The one page that means: delivered. It stays until it is dismissed, over a reload too. */
export function SuccessPage({ api, receipt, dropoff, onFinish, children }: SuccessPageProps) {
  const t = useWords(words);
  const files = useMemo(() => receipt.files.toSorted((a, b) => comparePaths(a.name, b.name)), [receipt]);
  usePageProgress(t.done.pageTitle, 'done');
  return (
    <Stack gap="large">
      <div className={styles['banner']}>
        <Icon of={CircleCheckBig} size="large" />
        <PageHeading takesFocus>{t.done.title}</PageHeading>
        <p>{t.done.text(receipt.firm, receipt.files.length, sumBytes(receipt.files), receipt.receivedAt)}</p>
        <p>{t.done.erased(receipt.erasesAt)}</p>
      </div>
      {children}
      <section className={styles['part']}>
        <h2>{t.done.receiptTitle}</h2>
        <p>{t.done.receiptText}</p>
        <ReceiptDownload api={api} dropoff={dropoff} receipt={receipt} />
        <p>
          {t.done.accessesText} <a href={`/zugriffe#${dropoff.id}.${dropoff.token}`}>{t.done.accesses}</a>
        </p>
        <dl className={styles['facts']}>
          <div>
            <dt>{t.done.number}</dt>
            <dd>{receipt.customerNumber}</dd>
          </div>
          <div>
            <dt>{t.done.caseNumber}</dt>
            <dd>
              <code>{receipt.id}</code>
            </dd>
          </div>
        </dl>
      </section>
      <section className={styles['part']}>
        <h2>{t.done.list}</h2>
        <WindowedList label={t.done.list} items={files} keyOf={(file) => file.name}>
          {(file) => <FileLine path={file.name} size={file.size} />}
        </WindowedList>
      </section>
      <Stack row>
        <Button look="primary" onClick={onFinish}>
          {t.done.finish}
        </Button>
        <span className={styles['quiet']}>{t.done.finishHint}</span>
      </Stack>
    </Stack>
  );
}
