import { useWords } from '../../i18n/use-words.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { describeResult } from './describe-run.ts';
import type { ErasureRun } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';
import styles from './retention.module.css';

/** The latest on top. */
export function RunsTable({ runs }: { runs: readonly ErasureRun[] }) {
  const t = useWords(retentionWords);
  return (
    <Table caption={t.runsTitle} stacked>
      <thead>
        <tr>
          <th scope="col">{t.at}</th>
          <th scope="col">{t.result}</th>
          <th scope="col">{t.left}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => {
          const { result, left } = describeResult(run, t);
          return (
            <tr key={run.id}>
              <td data-label={t.at}>
                <ExactTime at={run.endedAt} />
              </td>
              <td data-label={t.result}>
                <span className={styles['lines']}>
                  {result.map((text) => (
                    <span key={text}>{run.outcome === 'refused' ? <Tag tone="warning">{text}</Tag> : text}</span>
                  ))}
                </span>
              </td>
              <td data-label={t.left}>
                <span className={styles['lines']}>
                  {left.map(({ text, bad }) => (
                    <span key={text}>{bad ? <Tag tone="warning">{text}</Tag> : text}</span>
                  ))}
                  {left.length === 0 && t.nothingLeft}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
