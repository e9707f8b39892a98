import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { formatBytes } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { PreviewTable } from './preview-table.tsx';
import { type Horizon, horizons, previewQuery } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';
import styles from './retention.module.css';

/** What the next runs would erase, and what of it stays. */
export function PreviewSection({ isOwner, onChanged }: { isOwner: boolean; onChanged: () => void }) {
  const t = useWords(retentionWords);
  const [days, setDays] = useState<Horizon>(1);
  const { data: preview, error } = useQuery(previewQuery(days));
  return (
    <Section title={t.previewTitle} intro={t.previewIntro} width="full">
      <Stack>
        <div className={styles['bar']}>
          <SelectField
            label={t.horizon}
            value={days}
            options={horizons.map((each) => [String(each), t.horizons[each]] as const)}
            onChange={(event) => setDays(horizons.find((each) => String(each) === event.target.value) ?? 1)}
          />
        </div>
        <ProblemNotice error={error} title={t.failed} />
        {preview && (
          <>
            <p>
              <strong>
                {preview.totals.erased > 0
                  ? t.goes(preview.totals.erased, preview.totals.files, formatBytes(preview.totals.bytes))
                  : t.goesNothing}
              </strong>{' '}
              {preview.totals.kept > 0 && t.stays(preview.totals.kept)} {preview.more && t.onlyFirst}
            </p>
            {preview.items.length > 0 && <PreviewTable items={preview.items} isOwner={isOwner} onChanged={onChanged} />}
          </>
        )}
      </Stack>
    </Section>
  );
}
