import type { QueueItem } from '@schleuse/client/upload-queue.types';
import { CircleCheck, OctagonAlert } from 'lucide-react';
import { memo, useMemo } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { WindowedList } from '../../ui/windowed-list.tsx';
import { FileLine } from './file-line.tsx';
import type { ArrivedFile } from './wizard-state.ts';
import { words } from './words.ts';
import styles from './transfer-list.module.css';

type Row = { key: string; path: string; size: number; item?: QueueItem };

/** Long lists show what is on its way on top; short ones keep their order, so that nothing moves. */
const keepOrderUpTo = 60;
const rank = { sending: 0, refused: 1, waiting: 2, done: 3 };

/** Every file of the transfer with its state. */
export function TransferList({ items, arrived }: { items: readonly QueueItem[]; arrived: readonly ArrivedFile[] }) {
  const t = useWords(words);
  const rows = useMemo(() => {
    const all: Row[] = [
      ...items.map((item) => ({
        key: item.id,
        path: item.file.relativePath || item.file.name,
        size: item.file.size,
        item,
      })),
      ...arrived.map((file) => ({ key: `arrived ${file.uploadId}`, path: file.path, size: file.size })),
    ];
    if (all.length <= keepOrderUpTo) return all;
    return all.toSorted((a, b) => rank[a.item?.state ?? 'done'] - rank[b.item?.state ?? 'done']);
  }, [items, arrived]);
  return (
    <WindowedList label={t.sending.list} items={rows} keyOf={(row) => row.key}>
      {(row) => <TransferRow path={row.path} size={row.size} item={row.item} />}
    </WindowedList>
  );
}

// The queue gives a new item only where something changed, so most rows are not drawn again.
const TransferRow = memo(function TransferRow({
  path,
  size,
  item,
}: {
  path: string;
  size: number;
  item: QueueItem | undefined;
}) {
  const t = useWords(words);
  const state = item?.state ?? 'done';
  const share = item && size > 0 ? item.sent / size : 0;
  const resumed = item?.resumedFrom ? t.sending.resumedFrom(item.resumedFrom) : undefined;
  return (
    <>
      <FileLine path={path} size={size} remark={item ? resumed : t.files.arrived}>
        <span className={styles[state]}>
          {state === 'done' && <Icon of={CircleCheck} size="small" />}
          {state === 'refused' && <Icon of={OctagonAlert} size="small" />}
          {state === 'sending' ? t.sending.state.sending(share) : t.sending.state[state]}
        </span>
      </FileLine>
      {state === 'sending' && <ProgressBar label={t.sending.fileBar(path)} share={share} size="small" />}
    </>
  );
});
