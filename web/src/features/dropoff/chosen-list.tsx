import { memo } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { WindowedList } from '../../ui/windowed-list.tsx';
import type { ChosenFile } from './chosen-files.ts';
import { FileLine } from './file-line.tsx';
import type { ArrivedFile } from './wizard-state.ts';
import { words } from './words.ts';

/** A row of step 2: a file at hand, or one the server has from before a reload. */
export type ListedFile = { chosen: ChosenFile } | { arrived: ArrivedFile };

type ChosenListProps = { rows: readonly ListedFile[]; onRemove: (row: ListedFile) => void };

/** What will be sent, each with its size and the way to take it off the list. */
export function ChosenList({ rows, onRemove }: ChosenListProps) {
  const t = useWords(words);
  return (
    <WindowedList label={t.files.list} items={rows} keyOf={keyOf}>
      {(row) => <Row row={row} onRemove={onRemove} />}
    </WindowedList>
  );
}

function keyOf(row: ListedFile): string {
  return 'chosen' in row ? row.chosen.path : `arrived ${row.arrived.uploadId}`;
}

const Row = memo(function Row({ row, onRemove }: { row: ListedFile; onRemove: (row: ListedFile) => void }) {
  const t = useWords(words);
  const path = 'chosen' in row ? row.chosen.path : row.arrived.path;
  const size = 'chosen' in row ? row.chosen.file.size : row.arrived.size;
  const remark = 'arrived' in row ? t.files.arrived : size === 0 ? t.files.empty : undefined;
  return (
    <FileLine path={path} size={size} remark={remark}>
      <Button look="quiet" size="small" aria-label={t.files.remove(path)} onClick={() => onRemove(row)}>
        {t.files.removeWord}
      </Button>
    </FileLine>
  );
});
