import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MessageSquare } from 'lucide-react';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { CloseDialog, ContentsDialog, RevealDialog } from './message-dialogs.tsx';
import { closeMessage, type Message, type MessageContents, messagesQuery, openMessage } from './messages.queries.ts';
import { messagesProblems, messagesWords } from './messages.words.ts';
import { MessagesTable } from './messages-table.tsx';
import styles from './messages.module.css';

/** What came by the contact form. */
export function MessagesPage() {
  const t = useWords(messagesWords);
  const problems = useWords(messagesProblems);
  usePageTitle(t.title);
  const queryClient = useQueryClient();
  const { data, error } = useQuery(messagesQuery);
  const [asking, setAsking] = useState<Message>();
  const [shown, setShown] = useState<{ kind: Message['kind']; contents: MessageContents }>();
  const refresh = () => queryClient.invalidateQueries({ queryKey: messagesQuery.queryKey });
  const opening = useMutation({
    mutationFn: (message: Message) => openMessage(message.id),
    onSuccess: (contents, { kind }) => setShown({ kind, contents }),
    onSettled: async () => {
      setAsking(undefined);
      await refresh();
    },
  });
  const [ending, setEnding] = useState<Message>();
  const closing = useMutation({
    mutationFn: (message: Message) => closeMessage(message.id),
    onSettled: async () => {
      setEnding(undefined);
      await refresh();
    },
  });
  const open = (message: Message) => (message.kind === 'password' ? setAsking(message) : opening.mutate(message));
  return (
    <Stack gap="large">
      <Stack gap="small">
        <PageHeading>{t.title}</PageHeading>
        <p className={styles['intro']}>{t.intro}</p>
      </Stack>
      <ProblemNotice error={error ?? opening.error ?? closing.error} own={problems} />
      <StatusArea>{closing.isSuccess && <p>{t.isClosed}</p>}</StatusArea>
      {data &&
        (data.items.length === 0 ? (
          <EmptyState title={t.nothing} icon={MessageSquare}>
            <p>{t.nothingText}</p>
          </EmptyState>
        ) : (
          <MessagesTable messages={data.items} onOpen={open} onClose={setEnding} />
        ))}
      {asking && (
        <RevealDialog
          busy={opening.isPending}
          onReveal={() => opening.mutate(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {ending && (
        <CloseDialog
          busy={closing.isPending}
          onErase={() => closing.mutate(ending)}
          onClose={() => setEnding(undefined)}
        />
      )}
      {shown && <ContentsDialog {...shown} onClose={() => setShown(undefined)} />}
    </Stack>
  );
}
