import type { Limits } from '@schleuse/client/api.types';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import type { ChosenFile, FileFault } from './chosen-files.ts';
import { FileBox } from './file-box.tsx';
import { listFields } from './list-errors.ts';
import type { SavedFile } from './saved-dropoff.ts';
import { words } from './words.ts';

type FaultyFilesProps = {
  faults: ReadonlyMap<ChosenFile, FileFault>;
  limits: Limits;
  onRemove: (files: ChosenFile[]) => void;
};

/** Files that cannot be sent as they are, each with its reason. */
export function FaultyFiles({ faults, limits, onRemove }: FaultyFilesProps) {
  const t = useWords(words);
  if (faults.size === 0) return null;
  const entries = [...faults];
  const reason = (fault: FileFault) =>
    fault === 'too_large' ? t.files.fault.too_large(limits.maxFileBytes) : t.files.fault[fault];
  return (
    <FileBox
      id={listFields.faults}
      kind="bad"
      title={t.files.faultsTitle(entries.length)}
      files={entries.map(([{ path, file }, fault]) => ({ path, size: file.size, remark: reason(fault) }))}
    >
      <div>
        <Button size="small" onClick={() => onRemove(entries.map(([file]) => file))}>
          {t.files.removeFaulty}
        </Button>
      </div>
    </FileBox>
  );
}

/** Files of before a reload that must be chosen again, or left out. */
export function MissingFiles({
  missing,
  onRemove,
}: {
  missing: readonly SavedFile[];
  onRemove: (files: readonly SavedFile[]) => void;
}) {
  const t = useWords(words);
  if (missing.length === 0) return null;
  return (
    <FileBox
      id={listFields.missing}
      kind="warning"
      title={t.files.missingTitle(missing.length)}
      files={missing.map((file) => ({
        path: file.path,
        size: file.size,
        end: (
          <Button look="quiet" size="small" aria-label={t.files.remove(file.path)} onClick={() => onRemove([file])}>
            {t.files.removeWord}
          </Button>
        ),
      }))}
    >
      <div>
        <Button size="small" onClick={() => onRemove(missing)}>
          {t.files.missingRemoveAll}
        </Button>
      </div>
    </FileBox>
  );
}
