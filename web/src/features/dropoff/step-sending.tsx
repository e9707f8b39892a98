import type { UploadQueue } from '@schleuse/client/upload-queue.types';
import { Pause, Play } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { DiscardButton } from './discard-button.tsx';
import { TransferList } from './transfer-list.tsx';
import { TransferMeter } from './transfer-meter.tsx';
import { TransferNotice } from './transfer-notice.tsx';
import { viewTransfer, type TransferMode, type TransferView } from './transfer-view.ts';
import { useKeepAwake } from './use-keep-awake.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { usePageProgress } from './use-page-progress.ts';
import type { Wizard } from './wizard.ts';
import type { WizardState } from './wizard-state.ts';
import { words } from './words.ts';

type StepSendingProps = { wizard: Wizard; state: WizardState; queue: UploadQueue };

/** Step 3: the files on their way. */
export function StepSending({ wizard, state, queue }: StepSendingProps) {
  const t = useWords(words);
  const snapshot = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const view = viewTransfer(snapshot, state);
  const { mode } = view;
  const under = mode !== 'ended';
  useLeaveGuard(under);
  useKeepAwake(mode === 'sending' || mode === 'offline' || mode === 'finishing');
  usePageTitle(view);
  const title: Record<TransferMode, string> = {
    sending: t.sending.title,
    offline: t.sending.title,
    paused: t.sending.paused,
    stuck: t.sending.stuck,
    finishing: t.sending.finishing,
    unconfirmed: t.sending.finishing,
    ended: t.sending.ended,
  };
  return (
    <Stack gap="large">
      <PageHeading takesFocus>{title[mode]}</PageHeading>
      {under && <TransferMeter view={view} />}
      <TransferNotice {...{ wizard, state, queue, snapshot, view }} />
      <Stack row>
        {(mode === 'paused' || mode === 'sending' || mode === 'offline') && state.submitting === 'no' && (
          // One button with two words: it keeps the focus.
          <Button
            look={mode === 'paused' ? 'primary' : 'secondary'}
            icon={mode === 'paused' ? Play : Pause}
            onClick={mode === 'paused' ? queue.start : queue.pause}
          >
            {mode === 'paused' ? t.sending.resume : t.sending.pause}
          </Button>
        )}
        {under && state.submitting === 'no' && mode !== 'finishing' && (
          <>
            <Button onClick={wizard.back}>{t.sending.backToFiles}</Button>
            <DiscardButton onDiscard={() => void wizard.discard()} />
          </>
        )}
      </Stack>
      <section>
        <TransferList items={snapshot.items} arrived={state.arrived} />
      </section>
      <ProgressSpeaker view={view} title={title[mode]} />
    </Stack>
  );
}

function usePageTitle({ mode, share }: TransferView): void {
  const t = useWords(words);
  const percent = t.sending.percent(share);
  const held = mode === 'paused' || mode === 'stuck' ? t.sending.titlePaused : undefined;
  const state = mode === 'offline' ? t.sending.titleOffline : held;
  usePageProgress(`${state ? `${state}, ` : ''}${percent} · ${t.pageTitle}`, state ? 'paused' : share);
}

/** Tells screen readers every tenth and every change of state, not every byte. */
function ProgressSpeaker({ view, title }: { view: TransferView; title: string }) {
  const t = useWords(words);
  const tenth = Math.floor(view.share * 10);
  const mark = `${view.mode} ${tenth}`;
  const [said, setSaid] = useState({ mark, text: '' });
  if (said.mark !== mark) {
    const left = view.secondsLeft === undefined ? '' : t.sending.left(view.secondsLeft);
    const progress = t.sending.announce(tenth / 10, left);
    setSaid({ mark, text: view.mode === 'sending' ? progress : view.mode === 'offline' ? t.sending.offline : title });
  }
  return <LiveRegion text={said.text} />;
}
