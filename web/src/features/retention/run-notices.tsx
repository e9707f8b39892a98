import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { serverNow } from '../../api/server-time.ts';
import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { deviceNow } from './device-now.ts';
import { runNow, runsQuery } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';

const missingAfterMs = 2 * 3_600_000;

/** What is wrong with the run: it does not believe the clock, or it does not come. Nothing while all is well. */
export function RunNotices({ isOwner, onChanged }: { isOwner: boolean; onChanged: () => void }) {
  const t = useWords(retentionWords);
  const language = useLanguage();
  const { data } = useQuery(runsQuery);
  const [asks, setAsks] = useState(false);
  if (!data) return null;
  const [latest] = data.runs;
  const server = latest ? formatTime(latest.endedAt, language) : '';
  return (
    <>
      {latest?.outcome === 'refused' && (
        <Notice kind="warning" title={t.clockTitle}>
          <p>{t.clockText(server, formatTime(new Date(deviceNow()), language))}</p>
          <p>
            {t.clockWrong} {!isOwner && t.clockOwner}
          </p>
          {isOwner && (
            <Stack row>
              <Button onClick={() => setAsks(true)}>{t.clockRight}</Button>
            </Stack>
          )}
        </Notice>
      )}
      {serverNow() - Date.parse(data.lastRunAt) > missingAfterMs && (
        <Notice kind="warning" title={t.missingTitle}>
          {t.missingText(formatTime(data.lastRunAt, language))}
        </Notice>
      )}
      {asks && (
        <ClockDialog
          server={server}
          onConfirmed={() => {
            onChanged();
            setAsks(false);
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

function ClockDialog(props: { server: string; onConfirmed: () => void; onClose: () => void }) {
  const t = useWords(retentionWords);
  const { server, onConfirmed, onClose } = props;
  const confirming = useMutation({ mutationFn: () => runNow({ clockIsRight: true }), onSuccess: onConfirmed });
  return (
    <Dialog
      title={t.clockAskTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="danger" busy={confirming.isPending} onClick={() => confirming.mutate()}>
            {t.clockConfirm}
          </Button>
        </>
      }
    >
      <p>{t.clockAskText(server)}</p>
      <ProblemNotice error={confirming.error} title={t.clockFailed} />
    </Dialog>
  );
}
