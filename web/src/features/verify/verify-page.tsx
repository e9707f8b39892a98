import { useEffect } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Stack } from '../../ui/stack.tsx';
import { readDrop } from '../dropoff/read-drop.ts';
import { useWindowDrop } from '../dropoff/use-window-drop.ts';
import { CertificateResult } from './certificate-result.tsx';
import { CheckDropZone } from './check-drop-zone.tsx';
import { Result } from './result.tsx';
import { useComparison } from './use-comparison.ts';
import { usePublished } from './use-published.ts';
import { verifyWords } from './words.ts';

/** A receipt and its files, checked on this device; once the page stands, it sends and loads nothing. */
export function VerifyPage() {
  const t = useWords(verifyWords);
  const language = useLanguage();
  const published = usePublished();
  const { take, reset, ...comparison } = useComparison();
  const { receipt, certificate, found, busy, doneBytes, allBytes, notReceipt, unreadable } = comparison;
  useEffect(() => {
    document.title = t.title;
  }, [t]);
  const hovering = useWindowDrop((transfer) => {
    void readDrop(transfer).then((drop) => take(drop.picked, drop.unreadable));
  });
  const lead = certificate ? t.dropReceipt : receipt ? t.dropMore : t.dropHere;
  const progress = t.hashing(formatBytes(doneBytes, language), formatBytes(allBytes, language));
  return (
    <PageFrame brand={published.firm?.name ?? 'Schleuse'}>
      <Stack gap="large">
        <Stack gap="small">
          <PageHeading>{t.title}</PageHeading>
          <p>{t.intro}</p>
        </Stack>
        {notReceipt !== undefined && (
          <Notice kind="bad" role="alert" title={t.notReceipt(notReceipt)}>
            {t.notReceiptText}
          </Notice>
        )}
        {unreadable.length > 0 && (
          <Notice kind="warning" role="alert">
            {t.unreadable(unreadable.join(', '))}
          </Notice>
        )}
        {!receipt && !certificate && allBytes > 0 && <Notice title={t.receiptMissing}>{t.receiptMissingText}</Notice>}
        {certificate && (
          <CertificateResult
            key={certificate.signature}
            certificate={certificate}
            receipt={receipt}
            published={published}
            onReset={reset}
          />
        )}
        {receipt && !certificate && !busy && (
          <Result key={receipt.signature} receipt={receipt} found={found} published={published} onReset={reset} />
        )}
        {busy && (
          <Stack gap="small">
            <p>{progress}</p>
            <ProgressBar label={t.hashingBar} share={allBytes > 0 ? doneBytes / allBytes : 0} valueText={progress} />
          </Stack>
        )}
        <CheckDropZone hovering={hovering} lead={lead} onPick={(picked) => void take(picked)} />
      </Stack>
    </PageFrame>
  );
}
