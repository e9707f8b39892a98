import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { CellActions, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { endOtherSessions, endSession, sessionsQuery, type DeviceSession } from './account.queries.ts';
import { accountWords } from './account.words.ts';
import { StatusArea } from '../../ui/status-area.tsx';

/** Where this account is signed in; each session but this one can be ended here. */
export function SessionsSection() {
  const t = useWords(accountWords);
  const queryClient = useQueryClient();
  const { data: sessions = [], error } = useQuery(sessionsQuery);
  const refresh = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const ending = useMutation({ mutationFn: endSession, onSuccess: refresh });
  const endingOthers = useMutation({ mutationFn: endOtherSessions, onSuccess: refresh });
  return (
    <Stack>
      <ProblemNotice error={error ?? ending.error ?? endingOthers.error} />
      <Table caption={t.sessionsTitle} stacked>
        <thead>
          <tr>
            <th scope="col">{t.device}</th>
            <th scope="col">{t.network}</th>
            <th scope="col">{t.lastSeen}</th>
            <th scope="col">{t.action}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              busy={ending.isPending && ending.variables === session.id}
              onEnd={() => ending.mutate(session.id)}
            />
          ))}
        </tbody>
      </Table>
      {sessions.length > 1 && (
        <Stack row>
          <Button busy={endingOthers.isPending} onClick={() => endingOthers.mutate()}>
            {t.endOthers}
          </Button>
        </Stack>
      )}
      <StatusArea>
        {endingOthers.isSuccess && sessions.length <= 1 ? (
          <Notice kind="good">{t.othersEnded}</Notice>
        ) : (
          ending.isSuccess && <Notice kind="good">{t.sessionEnded}</Notice>
        )}
      </StatusArea>
    </Stack>
  );
}

function SessionRow({ session, busy, onEnd }: { session: DeviceSession; busy: boolean; onEnd: () => void }) {
  const t = useWords(accountWords);
  const device = session.device || t.unknownDevice;
  return (
    <tr>
      <th scope="row">{device}</th>
      <td data-label={t.network}>{session.network || '–'}</td>
      <td data-label={t.lastSeen}>
        <ExactTime at={session.lastSeenAt} />
      </td>
      <td>
        {session.current ? (
          <Tag tone="accent">{t.thisSession}</Tag>
        ) : (
          <CellActions>
            <Button look="quiet" size="small" aria-label={t.endNamed(device)} busy={busy} onClick={onEnd}>
              {t.end}
            </Button>
          </CellActions>
        )}
      </td>
    </tr>
  );
}
