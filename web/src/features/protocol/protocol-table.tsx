import { Link } from '@tanstack/react-router';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatNumber } from '../../ui/format.ts';
import { FigureCell, Table } from '../../ui/table.tsx';
import { timelineWords } from '../inbox/timeline.words.ts';
import { actWords } from './act.words.ts';
import { describeAct } from './describe-act.ts';
import type { ProtocolItem } from './protocol.queries.ts';
import { protocolWords } from './protocol.words.ts';

/** The latest on top; on narrow screens one block an entry. */
export function ProtocolTable({ items }: { items: readonly ProtocolItem[] }) {
  const t = useWords(protocolWords);
  const words = useWords(actWords);
  const timeline = useWords(timelineWords);
  const language = useLanguage();
  return (
    <Table caption={t.title} stacked>
      <thead>
        <tr>
          <th scope="col">{t.at}</th>
          <th scope="col">{t.person}</th>
          <th scope="col">{t.what}</th>
          <th scope="col">{t.about}</th>
          <FigureCell as="th">{t.entry}</FigureCell>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td data-label={t.at}>
              <ExactTime at={item.at} />
            </td>
            <td data-label={t.person}>{item.actor.name ?? words.actors[item.actor.kind]}</td>
            <td data-label={t.what}>
              {describeAct(item, { words, titles: { ...t.kinds, ...t.firmKinds }, timeline, language })}
            </td>
            <td data-label={t.about}>
              <Subject of={item} />
            </td>
            <FigureCell data-label={t.entry}>
              {item.index === null ? t.pending : formatNumber(item.index + 1, language)}
            </FigureCell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Subject({ of: { subject } }: { of: ProtocolItem }) {
  const t = useWords(protocolWords);
  if (subject.kind !== 'dropoff' || subject.id === null) return null;
  return (
    <Link to="/eingang/$id" params={{ id: subject.id }}>
      {subject.customerNumber === null ? t.dropoff : t.dropoffOf(subject.customerNumber)}
    </Link>
  );
}
