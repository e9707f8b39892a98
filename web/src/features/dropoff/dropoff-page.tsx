import type { Api, Firm } from '@schleuse/client/api.types';
import type { UploadQueue } from '@schleuse/client/upload-queue.types';
import type { Receipt } from '@schleuse/proofs/receipt';
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StepList } from '../../ui/step-list.tsx';
import { useRescueFocus } from '../../ui/use-rescue-focus.ts';
import { problemText } from './problem-words.ts';
import type { SavedDropoff } from './saved-dropoff.ts';
import { usePageProgress } from './use-page-progress.ts';
import type { Wizard } from './wizard.ts';
import type { Stage, WizardState } from './wizard-state.ts';
import { words } from './words.ts';

/** The views of the stages that a page may have of its own. */
export type StageViews = {
  Details: (props: { wizard: Wizard; state: WizardState }) => ReactNode;
  Files: (props: { wizard: Wizard; state: WizardState; dropoff: SavedDropoff; firm: Firm }) => ReactNode;
  Sending: (props: { wizard: Wizard; state: WizardState; queue: UploadQueue }) => ReactNode;
  Done: (props: { api: Api; receipt: Receipt; dropoff: SavedDropoff; onFinish: () => void }) => ReactNode;
};

type PageProps = { wizard: Wizard; api: Api; views: StageViews };

const stepOf: Partial<Record<Stage, number>> = { details: 0, files: 1, sending: 2 };

/** The drop-off's page: three steps, and the page that means delivered. */
export function DropoffPage({ wizard, api, views }: PageProps) {
  const t = useWords(words);
  const state = useSyncExternalStore(wizard.subscribe, wizard.state);
  const step = stepOf[state.stage];
  useRescueFocus();
  return (
    <PageFrame brand={state.firm?.name ?? '\u00a0'}>
      <Stack gap="large">
        {step !== undefined && (
          <StepList
            label={t.steps.label}
            steps={[t.steps.details, t.steps.files, t.steps.sending]}
            current={step}
            doneWord={t.steps.done}
          />
        )}
        <StageView {...{ wizard, api, views, state }} />
      </Stack>
    </PageFrame>
  );
}

function StageView({ wizard, api, views, state }: PageProps & { state: WizardState }) {
  const { Details, Files, Sending, Done } = views;
  switch (state.stage) {
    case 'loading':
      return <Loading />;
    case 'unavailable':
      return <Unavailable wizard={wizard} state={state} />;
    case 'details':
      return (
        <Titled>
          <Details wizard={wizard} state={state} />
        </Titled>
      );
    case 'files':
      return (
        state.dropoff &&
        state.firm && (
          <Titled>
            <Files wizard={wizard} state={state} dropoff={state.dropoff} firm={state.firm} />
          </Titled>
        )
      );
    case 'sending':
      return state.queue && <Sending wizard={wizard} state={state} queue={state.queue} />;
    case 'done':
      return (
        state.receipt &&
        state.dropoff && <Done api={api} receipt={state.receipt} dropoff={state.dropoff} onFinish={wizard.finish} />
      );
    case 'ended':
      return (
        <Titled>
          <Ended wizard={wizard} />
        </Titled>
      );
  }
}

/** Says that it loads only when it takes longer than one would notice. */
function Loading() {
  const t = useWords(words);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return <output>{slow && t.loading}</output>;
}

function Titled({ children }: { children: ReactNode }) {
  usePageProgress(useWords(words).pageTitle, 'idle');
  return children;
}

function Ended({ wizard }: { wizard: Wizard }) {
  const t = useWords(words);
  return (
    <Stack gap="large">
      <Stack gap="small">
        <PageHeading takesFocus>{t.ended.title}</PageHeading>
        <p>{t.ended.text}</p>
      </Stack>
      <Stack row>
        <Button onClick={wizard.startAgain}>{t.ended.again}</Button>
      </Stack>
    </Stack>
  );
}

function Unavailable({ wizard, state }: { wizard: Wizard; state: WizardState }) {
  const t = useWords(words);
  const code = state.problem?.code;
  return (
    <Stack gap="large">
      <PageHeading takesFocus>{t.unavailable.title}</PageHeading>
      <Notice kind="warning">
        {code === 'setup_needed' ? t.unavailable.setUp : state.problem && problemText(state.problem, t.problems)}
      </Notice>
      <Stack row>
        <Button look="primary" onClick={() => void wizard.load()}>
          {t.unavailable.retry}
        </Button>
      </Stack>
    </Stack>
  );
}
