import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';

import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { HoldsSection } from './holds-section.tsx';
import { PreviewSection } from './preview-section.tsx';
import { retentionKey } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';
import { RulesSection } from './rules-section.tsx';
import { RunNotices } from './run-notices.tsx';
import { RunsSection } from './runs-section.tsx';
import styles from './retention.module.css';

/** What goes when, by which rule, what keeps from it, and what went. Agents see it, owners decide. */
export function RetentionPage() {
  const t = useWords(retentionWords);
  usePageTitle(t.title);
  const { session } = useRouteContext({ from: '/staff' });
  const isOwner = session.account.role === 'owner';
  const queryClient = useQueryClient();
  // A hold or a run changes all that is shown here.
  const refresh = () => queryClient.invalidateQueries({ queryKey: retentionKey });
  return (
    <Stack gap="large">
      <div className={styles['intro']}>
        <PageHeading>{t.title}</PageHeading>
        <p>{t.intro}</p>
      </div>
      <RunNotices isOwner={isOwner} onChanged={refresh} />
      <PreviewSection isOwner={isOwner} onChanged={refresh} />
      <HoldsSection isOwner={isOwner} onChanged={refresh} />
      <RulesSection isOwner={isOwner} />
      <RunsSection isOwner={isOwner} onChanged={refresh} />
    </Stack>
  );
}
