import { Link } from '@tanstack/react-router';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatDate } from '../../ui/format.ts';
import { CellActions, Table } from '../../ui/table.tsx';
import type { Hold } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';
import styles from './retention.module.css';

/** Without `onLift` nobody lifts from here. */
export function HoldsTable(props: { caption: string; holds: readonly Hold[]; onLift?: (hold: Hold) => void }) {
  const t = useWords(retentionWords);
  const language = useLanguage();
  const { caption, holds, onLift } = props;
  return (
    <Table caption={caption} stacked>
      <thead>
        <tr>
          <th scope="col">{t.kept}</th>
          <th scope="col">{t.reason}</th>
          <th scope="col">{t.until}</th>
          <th scope="col">{t.placed}</th>
          {onLift && <th scope="col">{t.action}</th>}
        </tr>
      </thead>
      <tbody>
        {holds.map((hold) => (
          <tr key={hold.id}>
            <th scope="row">
              <Kept of={hold} />
            </th>
            <td data-label={t.reason}>
              <span className={styles['reason']}>{hold.reason}</span>
            </td>
            <td data-label={t.until}>{endOf(hold)}</td>
            <td data-label={t.placed}>
              <span>
                <ExactTime at={hold.placedAt} /> {t.placedBy(hold.placedBy)}
              </span>
            </td>
            {onLift && (
              <td>
                <CellActions>
                  <Button
                    look="quiet"
                    size="small"
                    aria-label={t.liftNamed(keptWords(hold, t))}
                    onClick={() => onLift(hold)}
                  >
                    {t.lift}
                  </Button>
                </CellActions>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );

  function endOf({ until, liftedAt }: Hold): string {
    if (liftedAt) return t.lifted(formatDate(liftedAt, language));
    if (until === null) return t.openEnd;
    // Of those in force the table holds no past ones.
    return onLift || Date.parse(until) > Date.now()
      ? formatDate(until, language)
      : t.ranOut(formatDate(until, language));
  }
}

function Kept({ of: hold }: { of: Hold }) {
  const t = useWords(retentionWords);
  if (hold.scope !== 'dropoff' || hold.dropoffId === null) return keptWords(hold, t);
  return (
    <Link to="/eingang/$id" params={{ id: hold.dropoffId }}>
      {keptWords(hold, t)}
    </Link>
  );
}

/** What a hold keeps, in words. */
export function keptWords({ scope, customerNumber }: Hold, words: (typeof retentionWords)['en']): string {
  if (scope === 'firm') return words.everything;
  return scope === 'customer' ? words.allOf(customerNumber ?? '') : words.dropoffOf(customerNumber ?? '');
}
