import { useWords } from '../../i18n/use-words.ts';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { dropoffWords } from './dropoff.words.ts';
import { ErasureProof } from './erasure-proof.tsx';
import type { DropoffDetail } from './inbox.queries.ts';
import { StatusArea } from '../../ui/status-area.tsx';
import { stalledSince } from './stalled.ts';
import { useNearTime } from './use-near-time.ts';
import { useNow } from './use-now.ts';

/** What is special about the state: still arriving, closed, never finished. */
export function DropoffStanding({ dropoff, justClosed }: { dropoff: DropoffDetail; justClosed: boolean }) {
  const t = useWords(dropoffWords);
  const { state, progress } = dropoff;
  const stalled = stalledSince(dropoff, useNow()) !== undefined;
  const stalledAt = useNearTime(progress?.lastAt ?? dropoff.createdAt);
  const isDue = dropoff.events.some(({ kind, details }) => kind === 'erasure-begun' && details['reason'] === 'due');
  return (
    <StatusArea>
      {state === 'open' && (
        <Notice kind={stalled ? 'warning' : 'info'} title={stalled ? t.stalledTitle(stalledAt) : t.arrivingTitle}>
          <p>{stalled ? t.stalledText : t.arrivingText}</p>
          {progress && progress.ofBytes > 0 && <Arrival progress={progress} />}
        </Notice>
      )}
      {state === 'closed' && (
        <Notice kind={justClosed ? 'good' : 'info'} title={isDue ? t.dueTitle : t.closedTitle}>
          <p>
            {t.closedText} {t.remains}
          </p>
          <ErasureProof dropoff={dropoff} />
        </Notice>
      )}
      {state === 'expired' && (
        <Notice title={t.expiredTitle}>
          <p>
            {t.expiredText} {t.remains}
          </p>
          <ErasureProof dropoff={dropoff} />
        </Notice>
      )}
    </StatusArea>
  );
}

function Arrival({ progress }: { progress: NonNullable<DropoffDetail['progress']> }) {
  const t = useWords(dropoffWords);
  const { files, of, bytes, ofBytes } = progress;
  const words = t.progress(files, of, formatBytes(bytes), formatBytes(ofBytes));
  return (
    <>
      <ProgressBar label={words} share={bytes / ofBytes} size="small" />
      <p>{words}</p>
    </>
  );
}
