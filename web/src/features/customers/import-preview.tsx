import { useWords } from '../../i18n/use-words.ts';
import { formatNumber } from '../../ui/format.ts';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { ImportResult } from './customers.queries.ts';
import { importProblems } from './import-problems.words.ts';
import { importWords } from './import.words.ts';
import styles from './customers.module.css';

const shownErrors = 200;

/** What an import would do: counts, what is left out and why, the first lines. */
export function ImportPreview({ result }: { result: ImportResult }) {
  const t = useWords(importWords);
  const counts = [
    [t.counts.new, result.new],
    [t.counts.changed, result.changed],
    [t.counts.unchanged, result.unchanged],
    [t.counts.errors, result.errorCount],
  ] as const;
  return (
    <Stack>
      <div>
        <h3>{t.preview}</h3>
        <p>{t.previewHint}</p>
      </div>
      <dl className={styles['counts']}>
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      {result.errors.length > 0 && <ImportErrors result={result} />}
      {result.sample.length > 0 && (
        <>
          <h3>{t.sample}</h3>
          <Table caption={t.sample} stacked>
            <thead>
              <tr>
                <th scope="col">{t.number}</th>
                <th scope="col">{t.name}</th>
                <th scope="col">{t.change}</th>
              </tr>
            </thead>
            <tbody>
              {result.sample.map((customer) => (
                <tr key={customer.number}>
                  <th scope="row">{customer.number}</th>
                  <td data-label={t.name}>{customer.name}</td>
                  <td data-label={t.change}>{t.changes[customer.change]}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      )}
    </Stack>
  );
}

function ImportErrors({ result: { errors, errorCount } }: { result: ImportResult }) {
  const t = useWords(importWords);
  const reasons: Record<string, string> = useWords(importProblems);
  return (
    <>
      <h3>{t.errorsTitle(errorCount)}</h3>
      <div className={styles['errors']}>
        <Table caption={t.errorsTitle(errorCount)} stacked>
          <thead>
            <tr>
              <th scope="col">{t.line}</th>
              <th scope="col">{t.reason}</th>
              <th scope="col">{t.value}</th>
            </tr>
          </thead>
          <tbody>
            {errors.slice(0, shownErrors).map((error) => (
              <tr key={`${error.line} ${error.code}`}>
                <th scope="row">{formatNumber(error.line)}</th>
                <td data-label={t.reason}>{reasons[error.code] ?? error.code}</td>
                <td data-label={t.value}>{error.value ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {errorCount > shownErrors && <p>{t.moreErrors(errorCount - shownErrors)}</p>}
    </>
  );
}
