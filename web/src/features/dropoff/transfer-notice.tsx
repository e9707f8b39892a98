import type { QueueSnapshot, UploadQueue } from '@schleuse/client/upload-queue.types';
import { ApiProblem } from '@schleuse/client/problem';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { ChosenFile } from './chosen-files.ts';
import { FileBox } from './file-box.tsx';
import { problemText } from './problem-words.ts';
import type { TransferView } from './transfer-view.ts';
import type { Wizard } from './wizard.ts';
import type { WizardState } from './wizard-state.ts';
import { words } from './words.ts';

type TransferNoticeProps = {
  wizard: Wizard;
  state: WizardState;
  queue: UploadQueue;
  snapshot: QueueSnapshot;
  view: TransferView;
};

/** What the person should know now: that nothing is delivered yet, that the line is broken, what needs a decision. */
export function TransferNotice({ wizard, state, queue, snapshot, view }: TransferNoticeProps) {
  const t = useWords(words);
  const problem = state.problem ?? snapshot.problem;
  const code = problem && <small>{t.code(problem.code)}</small>;
  switch (view.mode) {
    case 'offline':
      return (
        <Notice kind="warning" title={t.sending.offline}>
          <p>{snapshot.problem?.code === 'storage_full' ? t.sending.serverFull : t.sending.offlineText}</p>
          {state.submitting === 'no' && (
            <div>
              <Button size="small" onClick={queue.retry}>
                {t.sending.retryNow}
              </Button>
            </div>
          )}
        </Notice>
      );
    case 'finishing':
      return <Notice>{t.sending.submitting}</Notice>;
    case 'unconfirmed':
      return (
        <Notice kind="bad" title={t.sending.submitRefused} role="alert">
          {problem && <p>{problemText(problem, t.problems)}</p>}
          <div>
            <Button look="primary" onClick={() => void wizard.submit()}>
              {t.sending.submitAgain}
            </Button>
          </div>
          {code}
        </Notice>
      );
    case 'ended':
      return (
        <Notice kind="bad" role="alert">
          <p>{problem ? problemText(problem, t.problems) : t.problems.other}</p>
          <div>
            <Button look="primary" onClick={wizard.startAgain}>
              {t.sending.startNew}
            </Button>
          </div>
          {code}
        </Notice>
      );
    default:
      return (
        <>
          {view.refused.length > 0 && <RefusedFiles {...{ wizard, state, queue, view }} />}
          <Notice title={t.sending.stayTitle}>
            <p>{t.sending.stay}</p>
            <p>{t.sending.ifClosed}</p>
          </Notice>
        </>
      );
  }
}

function RefusedFiles({ wizard, state, queue, view }: Omit<TransferNoticeProps, 'snapshot'>) {
  const t = useWords(words);
  const chosen = new Map(state.files.map((file) => [file.file as unknown, file]));
  const unknown = new ApiProblem(0, 'unknown', '');
  const codes = new Set(view.refused.map(({ problem }) => (problem ?? unknown).code));
  return (
    <FileBox
      id="refused-files"
      kind="bad"
      title={t.sending.refusedTitle(view.refused.length)}
      files={view.refused.map(({ file, problem }) => ({
        path: file.relativePath || file.name,
        size: file.size,
        remark: problemText(problem ?? unknown, t.problems),
        end: <LeaveOut file={chosen.get(file.body)} wizard={wizard} />,
      }))}
    >
      <div>
        <Button size="small" onClick={queue.retry}>
          {t.sending.retryRefused}
        </Button>
      </div>
      <small>{t.code([...codes].join(', '))}</small>
    </FileBox>
  );
}

function LeaveOut({ file, wizard }: { file: ChosenFile | undefined; wizard: Wizard }) {
  const t = useWords(words);
  if (!file) return null;
  return (
    <Button
      look="quiet"
      size="small"
      aria-label={t.sending.leaveOut(file.path)}
      onClick={() => void wizard.remove({ files: [file] })}
    >
      {t.sending.leaveOutWord}
    </Button>
  );
}
