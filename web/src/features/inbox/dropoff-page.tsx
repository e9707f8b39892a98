import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { longestOf } from '../retention/holds-on.ts';
import { retentionKey } from '../retention/retention.queries.ts';
import { useHoldsOn } from '../retention/use-holds-on.ts';
import { CloseDialog } from './close-dialog.tsx';
import { DropoffActions } from './dropoff-actions.tsx';
import { DropoffFacts } from './dropoff-facts.tsx';
import { DropoffHolds } from './dropoff-holds.tsx';
import { DropoffNavigation } from './dropoff-navigation.tsx';
import { DropoffStanding } from './dropoff-standing.tsx';
import { dropoffWords } from './dropoff.words.ts';
import { FilesTable } from './files-table.tsx';
import { closeDropoff, dropoffQuery, type DropoffDetail } from './inbox.queries.ts';
import { ScanNotices } from './scan-notices.tsx';
import { ReadmeParts } from './readme-parts.tsx';
import { StateTag } from './state-tag.tsx';
import { TimeLeftText } from './time-left-text.tsx';
import { Timeline } from './timeline.tsx';
import styles from './dropoff-page.module.css';

const noteAfterMs = 1500;

/** One drop-off: who, what, until when, what happened, and the button that closes the case. */
export function DropoffPage() {
  const t = useWords(dropoffWords);
  const { id } = useParams({ from: '/staff/eingang/$id' });
  const { data: dropoff, error } = useQuery({
    ...dropoffQuery(id),
    // Key and files are destroyed right after the closing; only then is there a certificate.
    refetchInterval: ({ state }) => (state.data && isBeingErased(state.data) ? 1000 : false),
  });
  usePageTitle(dropoff ? `${dropoff.customerNumber} ${dropoff.customerName}` : t.dropoff);
  return (
    <div className={styles['page']} key={id}>
      <DropoffNavigation id={id} hasFiles={(dropoff?.files.length ?? 0) > 0} />
      {dropoff ? <Dropoff dropoff={dropoff} /> : <PageHeading>{t.dropoff}</PageHeading>}
      {!dropoff && <ProblemNotice error={error} title={t.failed} />}
    </div>
  );
}

function Dropoff({ dropoff }: { dropoff: DropoffDetail }) {
  const t = useWords(dropoffWords);
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: dropoffQuery(dropoff.id).queryKey });
  const refreshHolds = () => queryClient.invalidateQueries({ queryKey: retentionKey });
  const closing = useMutation({
    mutationFn: () => closeDropoff(dropoff.id),
    onError: refreshHolds,
    onSuccess: async () => {
      await refresh();
      setAsks(false);
    },
  });
  // The server writes the download down as it begins.
  const noteDownload = () => void setTimeout(() => void refresh(), noteAfterMs);
  const isLive = dropoff.state === 'open' || dropoff.state === 'submitted';
  const holds = useHoldsOn(dropoff);
  return (
    <>
      <header className={styles['head']}>
        <PageHeading takesFocus>
          <span className={styles['number']}>{dropoff.customerNumber}</span> {dropoff.customerName}
        </PageHeading>
        <p className={styles['state']}>
          <StateTag item={dropoff} /> <TimeLeftText item={dropoff} hold={longestOf(holds)} />
        </p>
      </header>
      <DropoffStanding dropoff={dropoff} justClosed={closing.isSuccess} />
      {isLive && <ScanNotices dropoff={dropoff} />}
      {isLive && <DropoffHolds dropoff={dropoff} holds={holds} />}
      {isLive && (
        <DropoffActions
          dropoff={dropoff}
          onDownload={noteDownload}
          onClose={() => {
            // What a colleague did a moment ago belongs into the question.
            void refresh();
            setAsks(true);
          }}
        />
      )}
      <div className={styles['columns']}>
        <div className={styles['main']}>
          {isLive && (
            <>
              <section className={styles['part']} aria-labelledby="note-title">
                <h2 id="note-title">{t.note}</h2>
                {dropoff.note ? <p className={styles['note']}>{dropoff.note}</p> : <p>{t.noNote}</p>}
              </section>
              <ReadmeParts dropoff={dropoff} />
              <section className={styles['part']} aria-labelledby="files-title">
                <h2 id="files-title">{t.files}</h2>
                <FilesTable dropoffId={dropoff.id} files={dropoff.files} onDownload={noteDownload} />
              </section>
            </>
          )}
          {!isLive && <Timeline dropoff={dropoff} />}
        </div>
        <div className={styles['side']}>
          <DropoffFacts dropoff={dropoff} isHeld={holds.length > 0} />
          {isLive && <Timeline dropoff={dropoff} />}
        </div>
      </div>
      {asks && (
        <CloseDialog
          dropoff={dropoff}
          busy={closing.isPending}
          error={closing.error}
          onConfirm={() => closing.mutate()}
          onCancel={() => {
            closing.reset();
            setAsks(false);
          }}
        />
      )}
    </>
  );
}

function isBeingErased({ state, events }: DropoffDetail): boolean {
  return (state === 'closed' || state === 'expired') && !events.some(({ kind }) => kind === 'erased');
}
