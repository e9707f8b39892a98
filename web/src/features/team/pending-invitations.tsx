import { useMutation, useQueryClient } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { CellActions, Table } from '../../ui/table.tsx';
import { revokeInvitation, teamQuery, type PendingInvitation } from './team.queries.ts';
import { teamProblems, teamWords } from './team.words.ts';
import { StatusArea } from '../../ui/status-area.tsx';

export function PendingInvitations({ invitations }: { invitations: PendingInvitation[] }) {
  const t = useWords(teamWords);
  const problems = useWords(teamProblems);
  const queryClient = useQueryClient();
  const revoking = useMutation({
    mutationFn: ({ id }: PendingInvitation) => revokeInvitation(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  return (
    <Stack>
      <ProblemNotice error={revoking.error} own={problems} />
      {invitations.length === 0 ? (
        <p>{t.pendingEmpty}</p>
      ) : (
        <Table caption={t.pendingTitle} stacked>
          <thead>
            <tr>
              <th scope="col">{t.email}</th>
              <th scope="col">{t.role}</th>
              <th scope="col">{t.expires}</th>
              <th scope="col">{t.action}</th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.id}>
                <th scope="row">{invitation.email}</th>
                <td data-label={t.role}>{t[invitation.role]}</td>
                <td data-label={t.expires}>
                  <ExactTime at={invitation.expiresAt} />
                </td>
                <td>
                  <CellActions>
                    <Button
                      look="quiet"
                      size="small"
                      aria-label={t.revokeNamed(invitation.email)}
                      busy={revoking.isPending && revoking.variables.id === invitation.id}
                      onClick={() => revoking.mutate(invitation)}
                    >
                      {t.revoke}
                    </Button>
                  </CellActions>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <StatusArea>
        {revoking.isSuccess && <Notice kind="good">{t.revoked(revoking.variables.email)}</Notice>}
      </StatusArea>
    </Stack>
  );
}
