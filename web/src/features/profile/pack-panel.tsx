import type { ArchiveKind } from '@schleuse/archives/archive-report';
import { PackagePlus } from 'lucide-react';
import { useRef, useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Stack } from '../../ui/stack.tsx';
import { sumBytes, type ChosenFile } from '../dropoff/chosen-files.ts';
import { FileBox } from '../dropoff/file-box.tsx';
import type { Wizard } from '../dropoff/wizard.ts';
import type { WizardState } from '../dropoff/wizard-state.ts';
import { words } from '../dropoff/words.ts';
import { PackError } from './archive-desk.ts';
import { markPackedHandle } from './forgotten-sources.ts';
import type { ProfileDesk } from './profile-desk.ts';
import type { Profile } from './profile-form.ts';
import { canAppendTo, planPacking, type PackStep } from './plan-packing.ts';
import { ReadmeFields } from './readme-fields.tsx';
import { readmeFaults, writeReadme, type ReadmeFields as Fields } from './readme-text.ts';
import { reasonText } from './reason-text.ts';
import { settleFields } from './settle-errors.ts';
import type { SortedFiles } from './sort-files.ts';
import { useOwnReadme } from './use-own-readme.ts';
import { profileWords } from './words.ts';
import styles from './pack-panel.module.css';

type PackPanelProps = {
  wizard: Wizard;
  state: WizardState;
  profile: Profile;
  desk: ProfileDesk;
  sorted: SortedFiles;
  most: number;
  /** Hears what is ready, for screen readers. */
  onDone: (text: string) => void;
};

/** Loose files become a ZIP, and archives get the Readme they lack: here, before anything is sent. */
export function PackPanel({ wizard, state, profile, desk, sorted, most, onDone }: PackPanelProps) {
  const t = useWords(profileWords);
  const common = useWords(words);
  const { loose, lacking } = sorted;
  const answers = desk.form.answers();
  const [fields, setFields] = useState<Fields>({
    request: state.note,
    name: answers.contactName ?? '',
    email: answers.email ?? '',
    phone: answers.phone ?? '',
  });
  const [faults, setFaults] = useState<ReturnType<typeof readmeFaults>>({});
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const [failure, setFailure] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  const ownReadme = useOwnReadme(loose);
  if (loose.length + lacking.length === 0) return null;

  const looseNeedReadme = profile.needsReadme && !ownReadme;
  const asks = lacking.length > 0 || (loose.length > 0 && looseNeedReadme);

  async function pack(): Promise<void> {
    const found = asks ? readmeFaults(fields) : {};
    setFaults(found);
    setFailure(undefined);
    const [first] = Object.keys(found);
    if (first !== undefined) return document.getElementById(`readme-${first}`)?.focus();
    const known = { customerNumber: state.customerNumber, caseReference: answers.caseReference };
    const steps = planPacking({
      loose,
      lacking,
      most,
      looseNeedReadme,
      readme: asks ? writeReadme(fields, known, t.pack.readmeText) : undefined,
      kindOf: ({ file }) => kindOf(desk, file),
      words: t.pack,
      taken: [...state.files, ...state.arrived].map(({ path }) => path),
    });
    const total = sumBytes(steps.flatMap(({ order }) => order.files.map(({ file }) => file)));
    const controller = new AbortController();
    stop.current = controller;
    setProgress({ done: 0, total });
    try {
      let before = 0;
      for (const step of steps) {
        const packed = await desk.archives.pack(
          step.order,
          (bytes) => setProgress({ done: before + bytes, total }),
          controller.signal,
        );
        before += sumBytes(step.order.files.map(({ file }) => file));
        await replace(step, packed);
        onDone(t.pack.done(step.order.name, packed.file.size));
      }
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      if (error.reason === 'too_large') setFailure(t.pack.tooLarge(most));
      else if (error.reason === 'unreadable') setFailure(t.pack.failed);
    } finally {
      setProgress(undefined);
    }
  }

  async function replace(
    { order, replaces }: PackStep,
    { file, handle }: { file: File; handle?: FileSystemFileHandle },
  ) {
    if (handle) markPackedHandle(handle);
    desk.forgotten.forget(replaces.map(({ path }) => path));
    await wizard.remove({ files: replaces });
    wizard.add([{ path: order.name, file }], handle ? [handle] : []);
  }

  const box = (files: readonly ChosenFile[], title: string) =>
    files.length > 0 && (
      <FileBox
        id={`${settleFields.pack}-${title}`}
        kind="warning"
        title={title}
        files={files.map((chosen) => ({
          path: chosen.path,
          size: chosen.file.size,
          remark: remarkOf(desk, chosen, profile, t),
          end: progress === undefined && (
            <Button
              look="quiet"
              size="small"
              aria-label={common.files.remove(chosen.path)}
              onClick={() => void wizard.remove({ files: [chosen] })}
            >
              {common.files.removeWord}
            </Button>
          ),
        }))}
      />
    );
  return (
    <section className={styles['panel']} id={settleFields.pack} tabIndex={-1} aria-labelledby="pack-title">
      <h2 id="pack-title">{loose.length > 0 ? t.pack.title : t.pack.titleReadme}</h2>
      {loose.length > 0 && <p>{t.pack.intro(loose.length)}</p>}
      {box(loose, t.files.looseTitle(loose.length))}
      {box(lacking, t.files.lackingTitle(lacking.length))}
      {asks ? (
        <>
          <p>{t.pack.readmeIntro}</p>
          {lacking.some(({ file }) => !canAppendTo(kindOf(desk, file))) && <p>{t.pack.wrapHint}</p>}
          <ReadmeFields values={fields} faults={faults} disabled={progress !== undefined} onChange={setFields} />
        </>
      ) : (
        ownReadme && profile.needsReadme && <Notice kind="good">{t.pack.readmeFound}</Notice>
      )}
      {failure && (
        <Notice kind="bad" role="alert">
          {failure}
        </Notice>
      )}
      {progress ? (
        <>
          <ProgressBar label={t.pack.bar} share={progress.total > 0 ? progress.done / progress.total : 1} />
          <p>{t.pack.progress(progress.done, progress.total)}</p>
          <Stack row>
            <Button onClick={() => stop.current?.abort()}>{t.pack.cancel}</Button>
          </Stack>
        </>
      ) : (
        <Stack row>
          <Button look="primary" icon={PackagePlus} onClick={() => void pack()}>
            {loose.length === 0 ? t.pack.startReadme : lacking.length === 0 ? t.pack.start : t.pack.startBoth}
          </Button>
        </Stack>
      )}
    </section>
  );
}

function kindOf(desk: ProfileDesk, file: File): ArchiveKind | undefined {
  const verdict = desk.archives.verdictOf(file);
  return typeof verdict === 'object' ? verdict.kind : undefined;
}

function remarkOf(
  desk: ProfileDesk,
  chosen: ChosenFile,
  profile: Profile,
  t: Parameters<typeof reasonText>[3],
): string {
  const verdict = desk.archives.verdictOf(chosen.file);
  return typeof verdict === 'object' ? reasonText(verdict.reasons, chosen.path, profile.kinds, t) : '';
}
