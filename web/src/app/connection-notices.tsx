import { useRouter } from '@tanstack/react-router';

import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatTime } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { sessionEnded, unreachableSince } from './connection.ts';
import { shellWords } from './shell.words.ts';
import { useStore } from './store.ts';
import styles from './connection-notices.module.css';
import { StatusArea } from '../ui/status-area.tsx';

/** Says since when the server does not answer; goes away with the reason. */
export function OfflineNotice() {
  const t = useWords(shellWords);
  const since = useStore(unreachableSince);
  return (
    <StatusArea>
      {since !== undefined && (
        <div className={styles['offline']}>
          <Notice kind="warning" title={t.offlineTitle}>
            <p>{t.offlineText(formatTime(new Date(since)))}</p>
          </Notice>
        </div>
      )}
    </StatusArea>
  );
}

/** Stands over the page when the session is over; signing in leads back to the same address. */
export function SessionEnded() {
  const t = useWords(shellWords);
  const ended = useStore(sessionEnded);
  const router = useRouter();
  if (!ended) return null;
  // A full load: nothing of what the former session saw stays in memory.
  const signInAgain = () => {
    window.location.assign(`/anmelden?zurueck=${encodeURIComponent(router.state.location.href)}`);
  };
  return (
    <Dialog
      title={t.sessionEndedTitle}
      onClose={signInAgain}
      actions={
        <Button look="primary" onClick={signInAgain}>
          {t.signInAgain}
        </Button>
      }
    >
      <p>{t.sessionEndedText}</p>
    </Dialog>
  );
}
