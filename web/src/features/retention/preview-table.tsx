import { Link } from '@tanstack/react-router';
import { Eraser, Lock } from 'lucide-react';
import { useState } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { formatBytes, formatDate } from '../../ui/format.ts';
import { CellActions, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { describeReason } from './describe-rule.ts';
import { HoldDialog } from './hold-dialog.tsx';
import type { PreviewItem } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';

type PreviewTableProps = { items: readonly PreviewItem[]; isOwner: boolean; onChanged: () => void };

/** One row a drop-off, the first due on top. */
export function PreviewTable({ items, isOwner, onChanged }: PreviewTableProps) {
  const t = useWords(retentionWords);
  const [keeps, setKeeps] = useState<PreviewItem>();
  const acts = isOwner && items.some(({ kept }) => !kept);
  return (
    <>
      <Table caption={t.previewTitle} stacked>
        <thead>
          <tr>
            <th scope="col">{t.dropoff}</th>
            <th scope="col">{t.files}</th>
            <th scope="col">{t.due}</th>
            <th scope="col">{t.why}</th>
            <th scope="col">{t.what}</th>
            {acts && <th scope="col">{t.action}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                {item.rule === 'message' ? (
                  <Link to="/nachrichten">{t.aMessage}</Link>
                ) : (
                  <Link to="/eingang/$id" params={{ id: item.id }}>
                    {t.dropoffOf(item.customerNumber)}
                  </Link>
                )}
              </th>
              <td data-label={t.files}>{t.fileCount(item.files, formatBytes(item.bytes))}</td>
              <td data-label={t.due}>
                <ExactTime at={item.due} />
              </td>
              <td data-label={t.why}>{describeReason(item, t)}</td>
              <td data-label={t.what}>
                <Fate of={item} />
              </td>
              {acts && (
                <td>
                  {!item.kept && item.rule !== 'message' && (
                    <CellActions>
                      <Button
                        look="quiet"
                        size="small"
                        aria-label={t.keepNamed(item.customerNumber)}
                        onClick={() => setKeeps(item)}
                      >
                        {t.keep}
                      </Button>
                    </CellActions>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      {keeps && (
        <HoldDialog
          dropoff={keeps}
          onPlaced={() => {
            onChanged();
            setKeeps(undefined);
          }}
          onClose={() => setKeeps(undefined)}
        />
      )}
    </>
  );
}

function Fate({ of: { kept } }: { of: PreviewItem }) {
  const t = useWords(retentionWords);
  const language = useLanguage();
  if (!kept) return <Tag icon={Eraser}>{t.isErased}</Tag>;
  const until = kept.until && formatDate(kept.until, language);
  const [open, ends] = kept.by === 'hold' ? [t.keptByHold, t.keptByHoldUntil] : [t.keptByRule, t.keptByRuleUntil];
  return (
    <span>
      <Tag tone="warning" icon={Lock}>
        {t.stay}
      </Tag>{' '}
      {until ? ends(until) : open}
    </span>
  );
}
