import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import type { Receipt } from '@schleuse/proofs/receipt';
import { Printer, RotateCcw } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import type { Published } from './check-receipt.ts';
import { countCovered } from './count-covered.ts';
import styles from './receipt-facts.module.css';
import { DocumentFacts, Fact, LoggedAt } from './receipt-facts.tsx';
import { useCheckedDocument } from './use-checked-document.ts';
import { verifyWords } from './words.ts';

type CertificateResultProps = {
  certificate: ErasureCertificate;
  /** Dropped beside it: every file it names must be in the certificate. */
  receipt: Receipt | undefined;
  published: Published;
  onReset: () => void;
};

/** What a certificate of an erasure proves: one sentence first, then what it rests on. */
export function CertificateResult({ certificate, receipt, published, onReset }: CertificateResultProps) {
  const t = useWords(verifyWords);
  const language = useLanguage();
  const checked = useCheckedDocument(certificate, published);
  const { erased, kept } = certificate;
  const covered = receipt && countCovered(certificate, receipt);
  const time = (at: string) => formatTime(at, language);
  if (checked === undefined) return null;
  if (checked === 'unsupported') {
    return (
      <Notice kind="warning" title={t.unsupported}>
        {t.unsupportedText}
      </Notice>
    );
  }
  const { genuine } = checked.report;
  const title = !genuine ? t.erasure.forged : checked.firmKeyKnown ? t.erasure.genuine : t.erasure.keyUnknown;
  const complete = !covered || (covered.sameCase && covered.files === covered.all);
  const kind = !genuine || !complete ? 'bad' : checked.firmKeyKnown ? 'good' : 'warning';
  return (
    <Stack gap="large">
      <StatusArea>
        <Notice kind={kind} title={title}>
          <p>
            {t.erasure.sum(erased.files.length, formatBytes(erased.totalBytes, language), time(certificate.erasedAt))}
          </p>
          {covered && <p>{covered.sameCase ? t.erasure.covers(covered.files, covered.all) : t.erasure.otherCase}</p>}
        </Notice>
      </StatusArea>
      <DocumentFacts checked={checked} firm={published.firm?.name ?? certificate.firm}>
        <Fact title={t.time} kind={genuine ? 'good' : 'bad'}>
          <p>{t.erasure.locked(time(certificate.orderedAt), time(certificate.erasedAt))}</p>
          <LoggedAt log={checked.report.log} />
          <p>{t.erasure.key}</p>
          {kept.map(({ rule, legalBasis, atLeastUntil }) => (
            <p key={rule}>{t.erasure.kept(time(atLeastUntil), legalBasis)}</p>
          ))}
          <p className={styles['small']}>
            {t.caseNumber}: <code>{certificate.id}</code>
          </p>
        </Fact>
      </DocumentFacts>
      <Stack row>
        <Button icon={Printer} onClick={() => window.print()}>
          {t.print}
        </Button>
        <Button icon={RotateCcw} onClick={onReset}>
          {t.again}
        </Button>
      </Stack>
    </Stack>
  );
}
