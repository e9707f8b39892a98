import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatNumber } from '../../ui/format.ts';
import { FigureCell, Table } from '../../ui/table.tsx';
import type { AccessEntry } from './accesses.ts';
import { accessWords } from './words.ts';

/** Who did what when, the latest on top. */
export function AccessesTable({ entries }: { entries: readonly AccessEntry[] }) {
  const t = useWords(accessWords);
  const language = useLanguage();
  const what = ({ kind, file }: AccessEntry): string =>
    kind === 'file-read' && file?.name ? t.fileRead(file.name) : (t.kinds[kind] ?? kind);
  return (
    <Table caption={t.list} stacked>
      <thead>
        <tr>
          <th scope="col">{t.at}</th>
          <th scope="col">{t.who}</th>
          <th scope="col">{t.what}</th>
          <FigureCell as="th">{t.entry}</FigureCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={`${entry.at} ${entry.kind} ${entry.file?.id ?? ''}`}>
            <td data-label={t.at}>
              <ExactTime at={entry.at} />
            </td>
            <td data-label={t.who}>{t.by[entry.by]}</td>
            <td data-label={t.what}>
              {what(entry)}
              {entry.times > 1 && ` (${t.times(entry.times)})`}
            </td>
            <FigureCell data-label={t.entry}>
              {entry.index === null ? t.pending : formatNumber(entry.index + 1, language)}
            </FigureCell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
