import { Fragment } from 'react';
import { Link } from '@tanstack/react-router';

import { useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatBytes } from '../../ui/format.ts';
import { archiveWords } from './archive.words.ts';
import { AgreementTag } from '../agreements/agreement-tag.tsx';
import { agreementWords } from '../agreements/agreement.words.ts';
import { PlaceHold } from './dropoff-holds.tsx';
import { dropoffWords } from './dropoff.words.ts';
import type { DropoffDetail } from './inbox.queries.ts';
import styles from './dropoff-page.module.css';

const answerRows = ['caseReference', 'contactName', 'email', 'phone'] as const;

/** Who and when, as a list of terms. */
export function DropoffFacts({ dropoff, isHeld }: { dropoff: DropoffDetail; isHeld: boolean }) {
  const t = useWords(dropoffWords);
  const archives = useWords(archiveWords);
  const a = useWords(agreementWords);
  const isLive = dropoff.state === 'open' || dropoff.state === 'submitted';
  return (
    <section className={styles['part']} aria-labelledby="facts-title">
      <h2 id="facts-title">{t.facts}</h2>
      <dl className={styles['facts']}>
        <dt>{t.customer}</dt>
        <dd>{dropoff.customerName}</dd>
        <dt>{t.customerNumber}</dt>
        <dd>{dropoff.customerNumber}</dd>
        {dropoff.profile && (
          <>
            <dt>{archives.profile}</dt>
            <dd>{dropoff.profile.name}</dd>
          </>
        )}
        {answerRows.map(
          (row) =>
            dropoff.answers[row] && (
              <Fragment key={row}>
                <dt>{archives[row]}</dt>
                <dd>{dropoff.answers[row]}</dd>
              </Fragment>
            ),
        )}
        {dropoff.caseReference && (
          <>
            <dt>{t.case}</dt>
            <dd>{dropoff.caseReference}</dd>
          </>
        )}
        {dropoff.request && (
          <>
            <dt>{t.request}</dt>
            <dd>{dropoff.request.what}</dd>
          </>
        )}
        <dt>
          <abbr title={a.long}>{a.short}</abbr>
        </dt>
        <dd>
          <AgreementTag state={dropoff.agreement} />{' '}
          <Link to="/kunden" search={{ suche: dropoff.customerNumber }}>
            {t.toCustomer}
          </Link>
        </dd>
        <dt>{t.files}</dt>
        <dd>{t.fileCount(dropoff.fileCount, formatBytes(dropoff.totalBytes))}</dd>
        <dt>{t.begun}</dt>
        <dd>
          <ExactTime at={dropoff.createdAt} />
        </dd>
        {dropoff.receivedAt && (
          <>
            <dt>{t.received}</dt>
            <dd>
              <ExactTime at={dropoff.receivedAt} />
            </dd>
          </>
        )}
        {dropoff.closedAt && (
          <>
            <dt>{t.closed}</dt>
            <dd>
              <ExactTime at={dropoff.closedAt} />
            </dd>
          </>
        )}
        {isLive && (
          <>
            <dt>{t.erasure}</dt>
            <dd>
              <ExactTime at={dropoff.erasesAt} />
            </dd>
          </>
        )}
      </dl>
      {isLive && !isHeld && (
        <div>
          <PlaceHold dropoff={dropoff} />
        </div>
      )}
    </section>
  );
}
