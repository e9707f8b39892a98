import { Link } from '@tanstack/react-router';
import { KeyRound, Mail } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatTime } from '../../ui/format.ts';
import { CellActions, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Message } from './messages.queries.ts';
import { messagesWords } from './messages.words.ts';

type MessagesTableProps = {
  messages: readonly Message[];
  onOpen: (message: Message) => void;
  onClose: (message: Message) => void;
};

export function MessagesTable({ messages, onOpen, onClose }: MessagesTableProps) {
  const t = useWords(messagesWords);
  return (
    <Table caption={t.list} stacked>
      <thead>
        <tr>
          <th scope="col">{t.what}</th>
          <th scope="col">{t.received}</th>
          <th scope="col">{t.belongs}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.action}</th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <Row key={message.id} message={message} onOpen={onOpen} onClose={onClose} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ message, onOpen, onClose }: Omit<MessagesTableProps, 'messages'> & { message: Message }) {
  const t = useWords(messagesWords);
  const language = useLanguage();
  const { kind, receivedAt, reference, dropoffId, closed } = message;
  const when = formatTime(receivedAt, language);
  const isPassword = kind === 'password';
  return (
    <tr>
      <th scope="row">
        <Tag icon={isPassword ? KeyRound : Mail} tone={closed ? 'neutral' : 'accent'}>
          {isPassword ? t.password : t.message}
        </Tag>
      </th>
      <td data-label={t.received}>
        <ExactTime at={receivedAt} />
      </td>
      <td data-label={t.belongs}>
        {dropoffId ? (
          <Link to="/eingang/$id" params={{ id: dropoffId }}>
            {t.caseOf(dropoffId.slice(0, 8))}
          </Link>
        ) : (
          reference || t.noReference
        )}
      </td>
      <td data-label={t.state}>
        <State of={message} />
      </td>
      <td>
        {!closed && (
          <CellActions>
            <Button
              size="small"
              aria-label={isPassword ? t.revealNamed(when) : t.readNamed(when)}
              onClick={() => onOpen(message)}
            >
              {isPassword ? t.reveal : t.read}
            </Button>
            <Button look="quiet" size="small" aria-label={t.closeNamed(when)} onClick={() => onClose(message)}>
              {t.close}
            </Button>
          </CellActions>
        )}
      </td>
    </tr>
  );
}

function State({ of: { kind, opened, closed } }: { of: Message }) {
  const t = useWords(messagesWords);
  const language = useLanguage();
  if (opened && kind === 'password') return t.shownTo(opened.by, formatTime(opened.at, language));
  if (closed) return t.done;
  return opened ? t.readBy(opened.by, formatTime(opened.at, language)) : t.fresh;
}
