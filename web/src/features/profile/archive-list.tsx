import { Button } from '../../ui/button.tsx';
import { Stack } from '../../ui/stack.tsx';
import { WindowedList } from '../../ui/windowed-list.tsx';
import { useWords } from '../../i18n/use-words.ts';
import type { ChosenFile } from '../dropoff/chosen-files.ts';
import { FileLine } from '../dropoff/file-line.tsx';
import { saveFile } from '../dropoff/save-file.ts';
import type { ArrivedFile } from '../dropoff/wizard-state.ts';
import { words } from '../dropoff/words.ts';
import type { Verdict } from './archive-desk.ts';
import type { ProfileDesk } from './profile-desk.ts';
import { profileWords } from './words.ts';
import styles from './archive-list.module.css';

export type ListRow = { chosen: ChosenFile } | { arrived: ArrivedFile };

type ArchiveListProps = {
  rows: readonly ListRow[];
  desk: ProfileDesk;
  /** Whether this profile looks into files. */
  checks: boolean;
  onRemove: (row: ListRow) => void;
};

/** What will be sent, each with what was found in it; what was packed here can be saved too. */
export function ArchiveList({ rows, desk, checks, onRemove }: ArchiveListProps) {
  const t = useWords(words);
  const own = useWords(profileWords).files;
  return (
    <WindowedList label={t.files.list} items={rows} keyOf={keyOf}>
      {(row) => {
        const { path, size } = 'chosen' in row ? { path: row.chosen.path, size: row.chosen.file.size } : row.arrived;
        const verdict = 'chosen' in row && checks ? desk.archives.verdictOf(row.chosen.file) : undefined;
        const remark = 'arrived' in row ? t.files.arrived : verdict && remarkOf(verdict, own);
        return (
          <>
            <FileLine path={path} size={size}>
              <Stack row gap="small">
                {'chosen' in row && desk.archives.isPackedHere(row.chosen.file) && (
                  <Button
                    look="quiet"
                    size="small"
                    aria-label={own.saveFile(path)}
                    onClick={() => saveFile(row.chosen.file, path)}
                  >
                    {own.save}
                  </Button>
                )}
                <Button look="quiet" size="small" aria-label={t.files.remove(path)} onClick={() => onRemove(row)}>
                  {t.files.removeWord}
                </Button>
              </Stack>
            </FileLine>
            {remark && <p className={styles['found']}>{remark}</p>}
          </>
        );
      }}
    </WindowedList>
  );
}

function keyOf(row: ListRow): string {
  return 'chosen' in row ? row.chosen.path : `arrived ${row.arrived.uploadId}`;
}

type FileWords = {
  checking: string;
  unread: string;
  fine: (kind: string) => string;
  fineReadme: (kind: string, readme: string) => string;
  readmeUnread: (kind: string) => string;
  locked: (kind: string) => string;
};

function remarkOf(verdict: Verdict, t: FileWords): string {
  if (verdict === 'checking') return t.checking;
  if (verdict === 'unreadable') return t.unread;
  const kind = verdict.kind ?? '';
  if (!verdict.contentsCheckable) return t.locked(kind);
  if (verdict.readmeState === 'unread') return t.readmeUnread(kind);
  return verdict.readme ? t.fineReadme(kind, verdict.readme.name) : t.fine(kind);
}
