import type { Firm } from '@schleuse/client/api.types';
import { Send } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx';
import { LiveRegion } from '../../ui/live-region.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ChosenList, type ListedFile } from './chosen-list.tsx';
import { findFaults, type PickedFile } from './chosen-files.ts';
import { DiscardButton } from './discard-button.tsx';
import { DropZone } from './drop-zone.tsx';
import { FaultyFiles, MissingFiles } from './files-to-settle.tsx';
import { leftBytes, listBytes, listErrors, listFields } from './list-errors.ts';
import { readDrop } from './read-drop.ts';
import { RecipientCard } from './recipient-card.tsx';
import type { SavedDropoff } from './saved-dropoff.ts';
import { useWindowDrop } from './use-window-drop.ts';
import type { Wizard } from './wizard.ts';
import type { WizardState } from './wizard-state.ts';
import { words } from './words.ts';
import styles from './step-files.module.css';

type StepFilesProps = { wizard: Wizard; state: WizardState; dropoff: SavedDropoff; firm: Firm };

/** Step 2: what is sent. After a reload also the place where the same files are chosen again. */
export function StepFiles({ wizard, state, dropoff, firm }: StepFilesProps) {
  const t = useWords(words);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [remarks, setRemarks] = useState<string[]>([]);
  const [said, setSaid] = useState('');
  const [reading, setReading] = useState<number>();
  const { files, arrived, missing } = state;
  const { maxFileBytes, maxTotalBytes, maxFiles } = dropoff.limits;
  const taken = useMemo(() => arrived.map(({ path }) => path), [arrived]);
  const faults = useMemo(() => findFaults(files, dropoff.limits, taken), [files, dropoff.limits, taken]);
  const rows = useMemo<ListedFile[]>(
    () => [...arrived.map((file) => ({ arrived: file })), ...files.map((chosen) => ({ chosen }))],
    [files, arrived],
  );

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

  function remove(row: ListedFile): void {
    const index = rows.indexOf(row);
    setSaid(t.files.removed('chosen' in row ? row.chosen.path : row.arrived.path));
    void wizard.remove('chosen' in row ? { files: [row.chosen] } : { arrived: row.arrived });
    focusRow(Math.min(index, rows.length - 2));
  }

  function goOn(): void {
    const found = listErrors(state, faults, t.files);
    setErrors(found);
    if (found.length === 0) void wizard.start();
  }

  const count = files.length + arrived.length;
  const begun = dropoff.files !== undefined;
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
        <DropZone limits={t.files.limits(maxFileBytes, maxTotalBytes, maxFiles)} hovering={hovering} onPick={take} />
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
      <FaultyFiles faults={faults} limits={dropoff.limits} onRemove={(gone) => void wizard.remove({ files: gone })} />
      {rows.length > 0 && (
        <section id={listFields.list} tabIndex={-1}>
          <div className={styles['head']}>
            <h2>{t.files.list}</h2>
            <p>{t.files.sum(count, listBytes(state))}</p>
          </div>
          <ChosenList rows={rows} onRemove={remove} />
        </section>
      )}
      <div className={styles['end']}>
        <p>
          {t.files.recipient(firm.name, firm.eraseAfterDays)}{' '}
          <a href={`/zugriffe#${dropoff.id}.${dropoff.token}`} target="_blank" rel="noreferrer">
            {t.files.agreement}
          </a>
        </p>
        <Stack row>
          <Button look="primary" icon={Send} onClick={goOn}>
            {begun
              ? t.files.goOn(leftBytes(state))
              : count > 0
                ? t.files.send(count, listBytes(state))
                : t.files.sendNone}
          </Button>
          <Button onClick={wizard.back}>{t.back}</Button>
          {begun && <DiscardButton onDiscard={() => void wizard.discard()} />}
        </Stack>
      </div>
      <LiveRegion text={said} />
    </Stack>
  );
}

/** After a removal the focus goes to the next row's button, or to the drop zone when the list is empty. */
function focusRow(index: number): void {
  requestAnimationFrame(() => {
    const buttons = document.querySelectorAll<HTMLElement>(`#${listFields.list} li button`);
    (buttons[index] ?? buttons[buttons.length - 1] ?? document.getElementById(listFields.zone))?.focus();
  });
}
