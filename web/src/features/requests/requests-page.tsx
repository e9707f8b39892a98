import { useQuery, useQueryClient } from '@tanstack/react-query';
import { MailQuestionMark } from 'lucide-react';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { NewRequestDialog } from './new-request-dialog.tsx';
import { RequestLinkDialog } from './request-link-dialog.tsx';
import { requestsKey, requestsQuery, type FileRequest } from './requests.queries.ts';
import { requestsWords } from './requests.words.ts';
import { RequestsTable } from './requests-table.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import styles from './requests.module.css';

/** Asking customers for files: what is open, what came of it, and a new one. */
export function RequestsPage() {
  const t = useWords(requestsWords);
  usePageTitle(t.title);
  const queryClient = useQueryClient();
  const { data: requests, error } = useQuery(requestsQuery({ ended: false }));
  const [asks, setAsks] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [revokes, setRevokes] = useState<FileRequest>();
  const [revoked, setRevoked] = useState(false);
  const [showsEnded, setShowsEnded] = useState(false);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: requestsKey });
  return (
    <Stack gap="large">
      <div className={styles['head']}>
        <div className={styles['intro']}>
          <PageHeading>{t.title}</PageHeading>
          <p>{t.intro}</p>
        </div>
        <Button look="primary" icon={MailQuestionMark} onClick={() => setAsks(true)}>
          {t.create}
        </Button>
      </div>
      <ProblemNotice error={error} title={t.failed} />
      <StatusArea>{revoked && <Notice kind="good">{t.revoked}</Notice>}</StatusArea>
      {requests?.length === 0 && <EmptyState title={t.none}>{t.noneText}</EmptyState>}
      {requests && requests.length > 0 && (
        <RequestsTable caption={t.listOpen} requests={requests} onRevoke={setRevokes} />
      )}
      <Checkbox label={t.showEnded} checked={showsEnded} onChange={(event) => setShowsEnded(event.target.checked)} />
      {showsEnded && <EndedRequests />}
      {asks && (
        <NewRequestDialog
          onCreated={(made) => {
            refresh();
            setAsks(false);
            setSecret(made);
          }}
          onClose={() => setAsks(false)}
        />
      )}
      {secret !== undefined && <RequestLinkDialog secret={secret} onClose={() => setSecret(undefined)} />}
      {revokes && (
        <RevokeDialog
          request={revokes}
          onRevoked={() => {
            refresh();
            setRevokes(undefined);
            setRevoked(true);
          }}
          onClose={() => setRevokes(undefined)}
        />
      )}
    </Stack>
  );
}

function EndedRequests() {
  const t = useWords(requestsWords);
  const { data: requests, error } = useQuery(requestsQuery({ ended: true }));
  return (
    <>
      <ProblemNotice error={error} title={t.failed} />
      {requests?.length === 0 && <p>{t.noneEnded}</p>}
      {requests && requests.length > 0 && <RequestsTable caption={t.listEnded} requests={requests} />}
    </>
  );
}
