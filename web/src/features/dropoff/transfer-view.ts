import type { QueueItem, QueueSnapshot } from '@schleuse/client/upload-queue.types';

import { sumBytes } from './chosen-files.ts';
import type { WizardState } from './wizard-state.ts';

/** What step 3 shows in its heading: one word for queue and handing in together. */
export type TransferMode = 'sending' | 'offline' | 'paused' | 'stuck' | 'finishing' | 'unconfirmed' | 'ended';

export type TransferView = {
  mode: TransferMode;
  /** From 0 to 1; of bytes, or of files when all are empty. */
  share: number;
  sentBytes: number;
  totalBytes: number;
  doneFiles: number;
  totalFiles: number;
  bytesPerSecond?: number | undefined;
  secondsLeft?: number | undefined;
  refused: readonly QueueItem[];
};

/** Puts the queue, what had arrived before a reload and the handing in together. */
export function viewTransfer(
  snapshot: QueueSnapshot,
  state: Pick<WizardState, 'arrived' | 'submitting'>,
): TransferView {
  const refused = snapshot.items.filter((item) => item.state === 'refused');
  const before = sumBytes(state.arrived);
  // What was sent of a refused file is worth nothing.
  const sentBytes = before + snapshot.sentBytes - refused.reduce((sum, { sent }) => sum + sent, 0);
  const totalBytes = before + snapshot.totalBytes;
  const doneFiles = state.arrived.length + snapshot.doneFiles;
  const totalFiles = state.arrived.length + snapshot.items.length;
  const { bytesPerSecond, secondsLeft } = snapshot;
  const share = totalBytes > 0 ? sentBytes / totalBytes : totalFiles > 0 ? doneFiles / totalFiles : 1;
  return {
    mode: modeOf(snapshot, state.submitting),
    share,
    sentBytes,
    totalBytes,
    doneFiles,
    totalFiles,
    bytesPerSecond,
    secondsLeft,
    refused,
  };
}

function modeOf(snapshot: QueueSnapshot, submitting: WizardState['submitting']): TransferMode {
  if (submitting === 'refused') return 'unconfirmed';
  if (submitting === 'waiting') return 'offline';
  if (submitting === 'running') return 'finishing';
  if (snapshot.state === 'idle') return 'sending';
  return snapshot.state === 'done' ? 'finishing' : snapshot.state;
}
