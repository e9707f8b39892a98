import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { InlineSelect } from '../../ui/inline-select.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { CellActions, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Role } from '../sign-in/session.queries.ts';
import { changeMember, teamQuery, type Member } from './team.queries.ts';
import { teamProblems, teamWords } from './team.words.ts';
import styles from './team.module.css';
import { StatusArea } from '../../ui/status-area.tsx';

type Change = { id: string; role?: Role; deactivated?: boolean };
type Done = { text: string; undo: Change };

/** Members with role and access; every change is at once, says so, and can be undone. */
export function MembersTable({ members, ownId }: { members: Member[]; ownId: string }) {
  const t = useWords(teamWords);
  const problems = useWords(teamProblems);
  const queryClient = useQueryClient();
  const [done, setDone] = useState<Done>();
  const changing = useMutation({
    mutationFn: (change: Change) => changeMember(change),
    onMutate: () => setDone(undefined),
    onSettled: () => queryClient.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  const change = (member: Member, patch: Omit<Change, 'id'>) => {
    changing.mutate(
      { id: member.id, ...patch },
      { onSuccess: () => setDone({ text: outcome(member, patch), undo: { id: member.id, ...before(member, patch) } }) },
    );
  };
  const outcome = (member: Member, patch: Omit<Change, 'id'>) => {
    if (patch.role) return t.roleChanged(member.name, t[patch.role]);
    return patch.deactivated ? t.wasDeactivated(member.name) : t.wasActivated(member.name);
  };
  return (
    <Stack>
      <ProblemNotice error={changing.error} own={problems} />
      <StatusArea>
        {done && (
          <Notice kind="good">
            <div className={styles['done']}>
              <p>{done.text}</p>
              <Button size="small" onClick={() => changing.mutate(done.undo)}>
                {t.undo}
              </Button>
            </div>
          </Notice>
        )}
      </StatusArea>
      <Table caption={t.membersTitle} stacked>
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.role}</th>
            <th scope="col">{t.secondFactor}</th>
            <th scope="col">{t.lastSeen}</th>
            <th scope="col">{t.access}</th>
            <th scope="col">{t.action}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              isSelf={member.id === ownId}
              busy={changing.isPending && changing.variables.id === member.id}
              onChange={(patch) => change(member, patch)}
            />
          ))}
        </tbody>
      </Table>
    </Stack>
  );
}

function before(member: Member, patch: Omit<Change, 'id'>): Omit<Change, 'id'> {
  return {
    ...(patch.role !== undefined && { role: member.role }),
    ...(patch.deactivated !== undefined && { deactivated: member.deactivated }),
  };
}

type MemberRowProps = {
  member: Member;
  isSelf: boolean;
  busy: boolean;
  onChange: (patch: Omit<Change, 'id'>) => void;
};

function MemberRow({ member, isSelf, busy, onChange }: MemberRowProps) {
  const t = useWords(teamWords);
  return (
    <tr>
      <th scope="row">
        {member.name} {isSelf && <span className={styles['quiet']}>({t.you})</span>}
        <div className={styles['email']}>{member.email}</div>
      </th>
      <td data-label={t.role}>
        {isSelf || member.deactivated ? (
          t[member.role]
        ) : (
          <InlineSelect
            label={t.roleOf(member.name)}
            value={member.role}
            options={[
              ['agent', t.agent],
              ['owner', t.owner],
            ]}
            onChange={(role) => onChange({ role })}
          />
        )}
      </td>
      <td data-label={t.secondFactor}>
        {member.totp ? (
          <Tag tone="good" icon={ShieldCheck}>
            {t.totpOn}
          </Tag>
        ) : (
          <Tag icon={ShieldOff}>{t.totpOff}</Tag>
        )}
      </td>
      <td data-label={t.lastSeen}>{member.lastSeenAt ? <ExactTime at={member.lastSeenAt} /> : t.never}</td>
      <td data-label={t.access}>{member.deactivated ? t.deactivated : t.active}</td>
      <td>
        {!isSelf && (
          <CellActions>
            <Button
              look="quiet"
              size="small"
              busy={busy}
              aria-label={member.deactivated ? t.activateNamed(member.name) : t.deactivateNamed(member.name)}
              onClick={() => onChange({ deactivated: !member.deactivated })}
            >
              {member.deactivated ? t.activate : t.deactivate}
            </Button>
          </CellActions>
        )}
      </td>
    </tr>
  );
}
