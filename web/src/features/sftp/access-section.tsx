import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { AccessFacts } from './access-facts.tsx';
import { AddKeyDialog } from './add-key-dialog.tsx';
import { KeysTable } from './keys-table.tsx';
import { removeKey, sftpAccessQuery, type SshKey } from './sftp.queries.ts';
import { sftpWords } from './sftp.words.ts';

/** Where to pick up over SFTP, and the keys of this account that open it; nothing where the server offers none. */
export function SftpAccessSection() {
  const t = useWords(sftpWords);
  const queryClient = useQueryClient();
  const { data: access, error } = useQuery(sftpAccessQuery);
  const [doing, setDoing] = useState<'nothing' | 'add' | SshKey>('nothing');
  const [said, setSaid] = useState<string>();
  const finish = async (words: string) => {
    setDoing('nothing');
    setSaid(words);
    await queryClient.invalidateQueries({ queryKey: sftpAccessQuery.queryKey });
  };
  const removing = useMutation({ mutationFn: removeKey, onSuccess: () => finish(t.isRemoved) });
  if (error) return <ProblemNotice error={error} />;
  if (!access?.server) return null;
  return (
    <Section title={t.title} intro={t.intro} width="full">
      <Stack>
        <AccessFacts server={access.server} user={access.user} />
        {access.mayClose && <p>{t.mayClose}</p>}
        {access.keys.length === 0 ? <p>{t.noKeys}</p> : <KeysTable keys={access.keys} onRemove={setDoing} />}
        <Stack row>
          <Button icon={KeyRound} onClick={() => setDoing('add')}>
            {t.add}
          </Button>
        </Stack>
        <StatusArea>{said !== undefined && <Notice kind="good">{said}</Notice>}</StatusArea>
      </Stack>
      {doing === 'add' && <AddKeyDialog onAdded={() => void finish(t.isAdded)} onClose={() => setDoing('nothing')} />}
      {typeof doing === 'object' && (
        <Dialog
          title={t.removeTitle}
          onClose={() => setDoing('nothing')}
          actions={
            <>
              <Button onClick={() => setDoing('nothing')}>{t.cancel}</Button>
              <Button look="danger" busy={removing.isPending} onClick={() => removing.mutate(doing.id)}>
                {t.remove}
              </Button>
            </>
          }
        >
          <ProblemNotice error={removing.error} />
          <p>{t.removeText(doing.name)}</p>
        </Dialog>
      )}
    </Section>
  );
}
