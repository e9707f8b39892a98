import { Link } from '@tanstack/react-router';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatDate, formatTime } from '../../ui/format.ts';
import { CellActions, Table } from '../../ui/table.tsx';
import type { FileRequest } from './requests.queries.ts';
import { requestsWords } from './requests.words.ts';
import styles from './requests.module.css';

type RequestsTableProps = {
  caption: string;
  requests: readonly FileRequest[];
  /** Without it they are over. */
  onRevoke?: (request: FileRequest) => void;
};

/** One row a request, the newest on top, with what came of it. */
export function RequestsTable({ caption, requests, onRevoke }: RequestsTableProps) {
  const t = useWords(requestsWords);
  const language = useLanguage();
  return (
    <Table caption={caption} stacked>
      <thead>
        <tr>
          <th scope="col">{t.whatHead}</th>
          <th scope="col">{t.whom}</th>
          <th scope="col">{t.ends}</th>
          <th scope="col">{t.came}</th>
          <th scope="col">{t.by}</th>
          {onRevoke && <th scope="col">{t.action}</th>}
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={request.id}>
            <th scope="row">
              <span className={styles['what']}>{request.what}</span>
            </th>
            <td data-label={t.whom}>
              {request.customer ? `${request.customer.number} ${request.customer.name}` : t.anybody}
            </td>
            <td data-label={t.ends}>
              {request.revokedAt
                ? t.revokedOn(formatDate(request.revokedAt, language))
                : formatDate(request.until, language)}
            </td>
            <td data-label={t.came}>
              <Came of={request} />
            </td>
            <td data-label={t.by}>
              <span>
                <ExactTime at={request.createdAt}>{formatDate(request.createdAt, language)}</ExactTime>{' '}
                {t.byWhom(request.createdBy)}
              </span>
            </td>
            {onRevoke && (
              <td>
                <CellActions>
                  <Button
                    look="quiet"
                    size="small"
                    aria-label={t.revokeNamed(request.what)}
                    onClick={() => onRevoke(request)}
                  >
                    {t.revoke}
                  </Button>
                </CellActions>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Came({ of: { dropoffs, uses, maxUses } }: { of: FileRequest }) {
  const t = useWords(requestsWords);
  const language = useLanguage();
  return (
    <span className={styles['came']}>
      <span>
        {t.usesOf(uses, maxUses)}
        {dropoffs.length === 0 && `, ${t.nothingYet}`}
      </span>
      {dropoffs.map(({ id, customerNumber, receivedAt }) => (
        <Link key={id} to="/eingang/$id" params={{ id }}>
          {customerNumber}, {formatTime(receivedAt, language)}
        </Link>
      ))}
    </span>
  );
}
