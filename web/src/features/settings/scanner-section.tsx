import { useQuery } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { scannerQuery } from './scanner.queries.ts';
import { scannerWords } from './scanner.words.ts';

/** Whether files are scanned, by what, and what waits. The operator sets it up; here it can only be looked at. */
export function ScannerSection() {
  const t = useWords(scannerWords);
  const language = useLanguage();
  const { data: scanner, error } = useQuery(scannerQuery);
  return (
    <Section title={t.title} intro={t.intro}>
      <Stack>
        <ProblemNotice error={error} />
        {scanner?.state === 'none' && (
          <Notice kind="warning" title={t.none}>
            <p>{t.noneText}</p>
          </Notice>
        )}
        {scanner?.state === 'checking' && <Notice title={t.checking} />}
        {scanner?.state === 'working' && (
          <Notice kind="good" title={t.working}>
            <p>{t.lastCheck(formatTime(scanner.checkedAt ?? '', language), scanner.version)}</p>
          </Notice>
        )}
        {scanner?.state === 'failing' && (
          <Notice kind="bad" title={t.failing(formatTime(scanner.since ?? '', language))}>
            <p>{t.reasons[scanner.reason ?? ''] ?? scanner.reason}</p>
            <p>{t.failingText}</p>
          </Notice>
        )}
        {scanner && scanner.waiting + scanner.quarantined > 0 && (
          <p>
            {scanner.waiting > 0 && t.waiting(scanner.waiting)}{' '}
            {scanner.quarantined > 0 && t.quarantined(scanner.quarantined)}
          </p>
        )}
      </Stack>
    </Section>
  );
}
