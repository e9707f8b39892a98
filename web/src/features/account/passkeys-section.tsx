import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';

import { hasPasskeys } from '../../api/passkeys.ts';
import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { CellActions, Table } from '../../ui/table.tsx';
import { accountQuery } from './account.queries.ts';
import { AddPasskeyDialog } from './add-passkey-dialog.tsx';
import { type Passkey, passkeysQuery, removePasskey } from './passkeys.queries.ts';
import { passkeyProblems, passkeyWords } from './passkeys.words.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Doing = { kind: 'none' | 'add' } | { kind: 'remove'; passkey: Passkey } | { kind: 'codes'; codes: string[] };

/** Passkeys of the account: list, add, remove. */
export function PasskeysSection() {
  const t = useWords(passkeyWords);
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing>({ kind: 'none' });
  const [said, setSaid] = useState<string>();
  const { data: passkeys = [], error } = useQuery(passkeysQuery);
  // The list, the sessions and what the account has all hang together.
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
  const removing = useMutation({
    mutationFn: removePasskey,
    onSuccess: async () => {
      setDoing({ kind: 'none' });
      setSaid(t.removed);
      await refresh();
    },
  });
  const added = async (codes: string[]) => {
    setDoing(codes.length > 0 ? { kind: 'codes', codes } : { kind: 'none' });
    setSaid(t.done);
    await refresh();
  };

  if (doing.kind === 'codes') return <RecoveryCodes codes={doing.codes} onDone={() => setDoing({ kind: 'none' })} />;
  return (
    <Stack>
      <ProblemNotice error={error} />
      {passkeys.length > 0 && (
        <PasskeyTable passkeys={passkeys} onRemove={(passkey) => setDoing({ kind: 'remove', passkey })} />
      )}
      {hasPasskeys() ? (
        <Stack row>
          <Button icon={KeyRound} onClick={() => setDoing({ kind: 'add' })}>
            {t.add}
          </Button>
        </Stack>
      ) : (
        <p>{t.unable}</p>
      )}
      <StatusArea>{said !== undefined && <Notice kind="good">{said}</Notice>}</StatusArea>
      {doing.kind === 'add' && (
        <AddPasskeyDialog onAdded={(codes) => void added(codes)} onClose={() => setDoing({ kind: 'none' })} />
      )}
      {doing.kind === 'remove' && (
        <PasswordDialog
          title={t.removeTitle}
          text={t.removeText(doing.passkey.name)}
          action={t.remove}
          isDanger
          busy={removing.isPending}
          error={removing.error}
          problems={passkeyProblems}
          onConfirm={(password) => removing.mutate({ id: doing.passkey.id, password })}
          onClose={() => {
            removing.reset();
            setDoing({ kind: 'none' });
          }}
        />
      )}
    </Stack>
  );
}

function PasskeyTable({ passkeys, onRemove }: { passkeys: Passkey[]; onRemove: (passkey: Passkey) => void }) {
  const t = useWords(passkeyWords);
  return (
    <Table caption={t.caption} stacked>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.added}</th>
          <th scope="col">{t.lastUsed}</th>
          <th scope="col">{t.action}</th>
        </tr>
      </thead>
      <tbody>
        {passkeys.map((passkey) => (
          <tr key={passkey.id}>
            <th scope="row">{passkey.name}</th>
            <td data-label={t.added}>
              <ExactTime at={passkey.createdAt} />
            </td>
            <td data-label={t.lastUsed}>
              {passkey.lastUsedAt === null ? t.never : <ExactTime at={passkey.lastUsedAt} />}
            </td>
            <td>
              <CellActions>
                <Button
                  size="small"
                  look="quiet"
                  aria-label={t.removeNamed(passkey.name)}
                  onClick={() => onRemove(passkey)}
                >
                  {t.remove}
                </Button>
              </CellActions>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
