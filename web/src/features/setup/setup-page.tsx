import { useEffect, useState } from 'react';

import { Problem } from '../../api/problem.ts';
import { requestJson } from '../../api/request.ts';
import { useWords } from '../../i18n/use-words.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { RecoverySheet } from './recovery-sheet.tsx';
import { SetupFormView, type RecoverySheetFacts } from './setup-form.tsx';
import { setupWords } from './words.ts';

type Stage = 'asking' | 'needed' | 'over' | { firmName: string; sheet: RecoverySheetFacts };

/** The page behind the one-time link of an empty installation. The token stays in the fragment, so no log sees it. */
export function SetupPage() {
  const t = useWords(setupWords);
  const [token] = useState(() => location.hash.slice(1));
  const [stage, setStage] = useState<Stage>('asking');
  useEffect(() => {
    document.title = t.pageTitle;
  }, [t]);
  useEffect(() => {
    requestJson('/api/setup').then(
      () => setStage('needed'),
      // Without a line the form is shown all the same: it says what is wrong when it is sent.
      (error: unknown) => setStage(error instanceof Problem && error.status === 404 ? 'over' : 'needed'),
    );
  }, []);
  return (
    <PageFrame brand={t.brand}>
      {stage === 'over' && (
        <Stack gap="large">
          <PageHeading>{t.overTitle}</PageHeading>
          <p>{t.over}</p>
          <Stack row>
            <LinkButton href="/anmelden">{t.signIn}</LinkButton>
          </Stack>
        </Stack>
      )}
      {stage === 'needed' &&
        (token ? (
          <SetupFormView
            token={token}
            onDone={(firmName, sheet) => {
              history.replaceState(null, '', location.pathname);
              setStage({ firmName, sheet });
            }}
          />
        ) : (
          <Stack gap="large">
            <PageHeading>{t.title}</PageHeading>
            <Notice kind="warning" title={t.noTokenTitle}>
              {t.noToken}
            </Notice>
          </Stack>
        ))}
      {typeof stage === 'object' && <RecoverySheet {...stage} />}
    </PageFrame>
  );
}
