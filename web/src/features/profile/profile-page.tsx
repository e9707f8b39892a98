import type { Api } from '@schleuse/client/api.types';
import { useSyncExternalStore } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { LinkButton } from '../../ui/button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { DropoffPage, type StageViews } from '../dropoff/dropoff-page.tsx';
import { usePageProgress } from '../dropoff/use-page-progress.ts';
import type { Wizard } from '../dropoff/wizard.ts';
import { profileWords } from './words.ts';

/** The wizard as a profile has it; an address without a profile says so and leads to the plain page. */
export function ProfilePage({ wizard, api, views }: { wizard: Wizard; api: Api; views: StageViews }) {
  const state = useSyncExternalStore(wizard.subscribe, wizard.state);
  if (state.stage === 'unavailable' && state.problem?.code === 'profile_unknown') return <Unknown />;
  return <DropoffPage {...{ wizard, api, views }} />;
}

function Unknown() {
  const t = useWords(profileWords).details;
  usePageProgress(t.unknown, 'idle');
  return (
    <PageFrame brand={'\u00a0'}>
      <Stack gap="large">
        <PageHeading takesFocus>{t.unknown}</PageHeading>
        <p>{t.unknownText}</p>
        <Stack row>
          <LinkButton look="primary" href={`/einsenden${location.search}`}>
            {t.toPlain}
          </LinkButton>
        </Stack>
      </Stack>
    </PageFrame>
  );
}
