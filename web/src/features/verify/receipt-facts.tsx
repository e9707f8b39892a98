import type { Receipt } from '@schleuse/proofs/receipt';
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatNumber, formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { CheckedDocument } from './check-receipt.ts';
import styles from './receipt-facts.module.css';
import { verifyWords } from './words.ts';

type DocumentFactsProps = {
  checked: CheckedDocument;
  /** Whose server this is. */
  firm: string;
  /** When it was, and what. */
  children: ReactNode;
};

const icons = { good: CircleCheck, warning: TriangleAlert, bad: OctagonAlert, info: Info };

/** Signature and entry in the log, each in words; then what the document says. */
export function DocumentFacts({ checked, firm, children }: DocumentFactsProps) {
  const t = useWords(verifyWords);
  const language = useLanguage();
  const { report, fingerprint, firmKeyKnown, logKeyKnown } = checked;
  const { log } = report;
  const signed = report.signature === 'signed_by_own_key';
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
      {children}
    </section>
  );
}

/** When it was written down, and who bears witness. */
export function LoggedAt({ log }: Pick<CheckedDocument['report'], 'log'>) {
  const t = useWords(verifyWords);
  const language = useLanguage();
  if (log.result !== 'proven') return null;
  return (
    <>
      <p>{t.logged(formatTime(log.loggedAt, language))}</p>
      {log.cosignatures.map(({ name, at }) => (
        <p key={name}>{t.witnessed(name, formatTime(at, language))}</p>
      ))}
    </>
  );
}

type ReceiptFactsProps = { receipt: Receipt; checked: CheckedDocument; firm: string };

export function ReceiptFacts({ receipt, checked, firm }: ReceiptFactsProps) {
  const t = useWords(verifyWords);
  const language = useLanguage();
  return (
    <DocumentFacts checked={checked} firm={firm}>
      <Fact title={t.time} kind={checked.report.genuine ? 'good' : 'bad'}>
        <p>{t.received(receipt.firm, formatTime(receipt.receivedAt, language))}</p>
        <LoggedAt log={checked.report.log} />
        <p>{t.erases(formatTime(receipt.erasesAt, language))}</p>
        <p className={styles['small']}>
          {t.who}: {receipt.customerNumber} · {t.caseNumber}: <code>{receipt.id}</code>
        </p>
      </Fact>
    </DocumentFacts>
  );
}

export function Fact(props: { title: string; kind: 'good' | 'warning' | 'bad' | 'info'; children: ReactNode }) {
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
