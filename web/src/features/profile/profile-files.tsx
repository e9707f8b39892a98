import type { Firm } from '@schleuse/client/api.types';
import { Send } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { findFaults, type PickedFile } from '../dropoff/chosen-files.ts';
import { DiscardButton } from '../dropoff/discard-button.tsx';
import { DropZone } from '../dropoff/drop-zone.tsx';
import { FaultyFiles, MissingFiles } from '../dropoff/files-to-settle.tsx';
import { leftBytes, listBytes, listErrors, listFields } from '../dropoff/list-errors.ts';
import { readDrop } from '../dropoff/read-drop.ts';
import { RecipientCard } from '../dropoff/recipient-card.tsx';
import type { SavedDropoff } from '../dropoff/saved-dropoff.ts';
import { useWindowDrop } from '../dropoff/use-window-drop.ts';
import type { Wizard } from '../dropoff/wizard.ts';
import type { WizardState } from '../dropoff/wizard-state.ts';
import { words } from '../dropoff/words.ts';
import styles from '../dropoff/step-files.module.css';
import { ArchiveList, type ListRow } from './archive-list.tsx';
import { PackPanel } from './pack-panel.tsx';
import { PasswordNotice } from './password-notice.tsx';
import type { ProfileDesk } from './profile-desk.ts';
import type { Profile } from './profile-form.ts';
import { RefusedArchives } from './refused-archives.tsx';
import { settleErrors } from './settle-errors.ts';
import { sortFiles } from './sort-files.ts';
import { profileWords } from './words.ts';

type ProfileFilesProps = {
  wizard: Wizard;
  state: WizardState;
  dropoff: SavedDropoff;
  firm: Firm;
  profile: Profile;
  desk: ProfileDesk;
};

/** Step 2 of a profile: what is chosen is looked into at once, packed and given its Readme here, and only then sent. */
export function ProfileFiles({ wizard, state, dropoff, firm, profile, desk }: ProfileFilesProps) {
  const t = useWords(words);
  const own = useWords(profileWords);
  useSyncExternalStore(desk.archives.subscribe, desk.archives.version);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [remarks, setRemarks] = useState<string[]>([]);
  const [said, setSaid] = useState('');
  const [reading, setReading] = useState<number>();
  const [waiting, setWaiting] = useState(false);
  const { files, arrived, missing } = state;
  const { limits } = dropoff;
  const taken = useMemo(() => arrived.map(({ path }) => path), [arrived]);
  const faults = useMemo(() => findFaults(files, limits, taken), [files, limits, taken]);
  const checks = profile.kinds.length > 0;
  const sorted = sortFiles(checks ? files : [], desk.archives);
  const unsettled = new Set([...sorted.loose, ...sorted.lacking, ...sorted.refused]);
  // What must be packed first may be as large as it likes: only the archive is held against the limit.
  const lasting = new Map(
    [...faults].filter(([file, fault]) => !(fault === 'too_large' && sorted.loose.includes(file))),
  );

  useEffect(() => {
    if (checks) for (const { file } of files) desk.archives.look(file, profile);
  });

  function take(picked: readonly PickedFile[], unreadable: string[] = [], sources: FileSystemHandle[] = []): void {
    const before = wizard.state().files.length;
    const { alreadyThere, systemFiles } = wizard.add(picked, sources);
    const news = [
      ...(alreadyThere > 0 ? [t.files.alreadyThere(alreadyThere)] : []),
      ...(systemFiles > 0 ? [t.files.systemFiles(systemFiles)] : []),
      ...(unreadable.length > 0 ? [t.files.unreadable(unreadable)] : []),
    ];
    setErrors([]);
    setRemarks(news);
    setSaid([t.files.added(wizard.state().files.length - before), ...news].join(' '));
  }

  async function takeDrop(transfer: DataTransfer): Promise<void> {
    const drop = readDrop(transfer, setReading);
    setReading(0);
    const { picked, unreadable, sources } = await drop;
    setReading(undefined);
    take(picked, unreadable, sources);
  }
  const hovering = useWindowDrop((transfer) => void takeDrop(transfer));

  // Pressed while the last files were being looked into: it goes on by itself, or says what is in the way.
  const goOnNow = useEffectEvent(goOn);
  const isChecked = sorted.checking.length === 0;
  useEffect(() => {
    if (waiting && isChecked) goOnNow();
  }, [waiting, isChecked]);

  const rows: ListRow[] = [
    ...arrived.map((file) => ({ arrived: file })),
    ...files.filter((file) => !unsettled.has(file)).map((chosen) => ({ chosen })),
  ];

  function remove(row: ListRow): void {
    setSaid(t.files.removed('chosen' in row ? row.chosen.path : row.arrived.path));
    void wizard.remove('chosen' in row ? { files: [row.chosen] } : { arrived: row.arrived });
  }

  function goOn(): void {
    const found = [...settleErrors(sorted, own.files), ...listErrors(state, lasting, t.files)];
    setErrors(found);
    const waits = found.length === 0 && sorted.checking.length > 0;
    setWaiting(waits);
    if (found.length > 0 || waits) return;
    if (sorted.locked.length > 0) desk.locked.note(dropoff.id);
    void wizard.start();
  }

  const count = files.length + arrived.length;
  const begun = dropoff.files !== undefined;
  const { maxFileBytes, maxTotalBytes, maxFiles } = limits;
  return (
    <Stack gap="large">
      <ErrorSummary title={t.errorTitle} errors={errors} />
      <PageHeading takesFocus>{begun ? t.files.resumeTitle : t.files.title}</PageHeading>
      <RecipientCard dropoff={dropoff} onChange={wizard.back} />
      {state.notice === 'choose_again' && <Notice>{t.files.chooseAgain}</Notice>}
      {begun && missing.length > 0 && (
        <Notice>
          <p>{t.files.resume(new Date(dropoff.openedAt), arrived.length, missing.length)}</p>
          <p>{t.files.resumeHow}</p>
        </Notice>
      )}
      {state.mayReopen && (
        <Stack row>
          <Button look={missing.length > 0 ? 'primary' : 'secondary'} onClick={() => void wizard.reopen(true)}>
            {t.files.reopen}
          </Button>
        </Stack>
      )}
      <div id={listFields.zone} tabIndex={-1}>
        <DropZone
          limits={
            checks
              ? own.files.limits(own.kinds(profile.kinds), maxFileBytes, maxFiles)
              : t.files.limits(maxFileBytes, maxTotalBytes, maxFiles)
          }
          hovering={hovering}
          onPick={take}
        />
      </div>
      {reading !== undefined && <output>{t.files.reading(reading)}</output>}
      {remarks.length > 0 && (
        <Notice>
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
        </Notice>
      )}
      <MissingFiles missing={missing} onRemove={(gone) => void wizard.remove({ missing: gone })} />
      <FaultyFiles faults={lasting} limits={limits} onRemove={(gone) => void wizard.remove({ files: gone })} />
      <RefusedArchives {...{ wizard, profile, desk }} files={sorted.refused} />
      <PackPanel {...{ wizard, state, profile, desk, sorted }} most={maxFileBytes} onDone={setSaid} />
      {rows.length > 0 && (
        <section id={listFields.list} tabIndex={-1}>
          <div className={styles['head']}>
            <h2>{t.files.list}</h2>
            <p>{t.files.sum(count, listBytes(state))}</p>
          </div>
          <ArchiveList rows={rows} desk={desk} checks={checks} onRemove={remove} />
        </section>
      )}
      {sorted.locked.length > 0 && <PasswordNotice />}
      <div className={styles['end']}>
        <p>
          {t.files.recipient(firm.name, firm.eraseAfterDays)}{' '}
          <a href={`/zugriffe#${dropoff.id}.${dropoff.token}`} target="_blank" rel="noreferrer">
            {t.files.agreement}
          </a>
        </p>
        <Stack row>
          <Button look={unsettled.size > 0 ? 'secondary' : 'primary'} icon={Send} busy={waiting} onClick={goOn}>
            {begun
              ? t.files.goOn(leftBytes(state))
              : count > 0 && unsettled.size === 0
                ? t.files.send(count, listBytes(state))
                : t.files.sendNone}
          </Button>
          <Button onClick={wizard.back}>{t.back}</Button>
          <output>{waiting && own.files.stillChecking}</output>
          {begun && <DiscardButton onDiscard={() => void wizard.discard()} />}
        </Stack>
      </div>
      <LiveRegion text={said} />
    </Stack>
  );
}
