import type { Receipt } from '@schleuse/proofs/receipt';
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatNumber, formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { CheckedReceipt } from './check-receipt.ts';
import styles from './receipt-facts.module.css';
import { verifyWords } from './words.ts';

type ReceiptFactsProps = {
  receipt: Receipt;
  checked: CheckedReceipt;
  /** Whose server this is. */
  firm: string;
};

const icons = { good: CircleCheck, warning: TriangleAlert, bad: OctagonAlert, info: Info };

/** Signature, entry in the log, time: each in words. */
export function ReceiptFacts({ receipt, checked, firm }: ReceiptFactsProps) {
  const t = useWords(verifyWords);
  const language = useLanguage();
  const { report, fingerprint, firmKeyKnown, logKeyKnown } = checked;
  const { log } = report;
  const signed = report.signature === 'signed_by_own_key';
  const time = (at: string | Date) => formatTime(at, language);
  return (
    <section aria-labelledby="receipt-facts" className={styles['facts']}>
      <h2 id="receipt-facts">{t.facts}</h2>
      <Fact title={t.signature} kind={!signed ? 'bad' : firmKeyKnown ? 'good' : 'warning'}>
        <p>{!signed ? t.signatures.wrong : firmKeyKnown ? t.signatures.known(firm) : t.signatures.unknown}</p>
        <p className={styles['small']}>
          {t.fingerprint}: <code>{fingerprint}</code>
        </p>
      </Fact>
      {log.result === 'absent' && (
        <Fact title={t.log} kind="info">
          <p>{t.logs.absent}</p>
        </Fact>
      )}
      {log.result === 'failed' && (
        <Fact title={t.log} kind="bad">
          <p>
            {t.logs.failed} {t.reasons[log.reason]}
          </p>
        </Fact>
      )}
      {log.result === 'proven' && (
        <Fact title={t.log} kind={logKeyKnown ? 'good' : 'warning'}>
          <p>{t.logs.proven(formatNumber(log.index + 1, language))}</p>
          <p>{logKeyKnown ? t.logs.keyKnown : t.logs.keyUnknown}</p>
          <p className={styles['small']}>
            <code>{log.origin}</code>
          </p>
        </Fact>
      )}
      <Fact title={t.time} kind={report.genuine ? 'good' : 'bad'}>
        <p>{t.received(receipt.firm, time(receipt.receivedAt))}</p>
        {log.result === 'proven' && <p>{t.logged(time(log.loggedAt))}</p>}
        {log.result === 'proven' &&
          log.cosignatures.map(({ name, at }) => <p key={name}>{t.witnessed(name, time(at))}</p>)}
        <p>{t.erases(time(receipt.erasesAt))}</p>
        <p className={styles['small']}>
          {t.who}: {receipt.customerNumber} · {t.caseNumber}: <code>{receipt.id}</code>
        </p>
      </Fact>
    </section>
  );
}

function Fact(props: { title: string; kind: 'good' | 'warning' | 'bad' | 'info'; children: ReactNode }) {
  const { title, kind, children } = props;
  return (
    <div className={classNames(styles['fact'], styles[kind])}>
      <Icon of={icons[kind]} />
      <div className={styles['text']}>
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  );
}
