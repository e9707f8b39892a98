import type { QueueSnapshot } from '@schleuse/client/upload-queue.types';

import { formatBytes, formatDuration } from './language.ts';
import type { Terminal } from './terminal.ts';
import { words } from './words.ts';

export type Progress = {
  show(snapshot: QueueSnapshot): void;
  /** Leaves the line it draws on. */
  end(): void;
};

/** A bar that moves on a terminal; elsewhere (a log, a pipe) a line each tenth and when something changes. */
export function createProgress(terminal: Terminal): Progress {
  return terminal.err.isTTY ? createBar(terminal) : createLines(terminal);
}

function createBar({ err, language }: Terminal): Progress {
  let drawn = false;
  let last = 0;
  return {
    show(snapshot) {
      const now = Date.now();
      if (now - last < 200 && snapshot.state === 'sending') return;
      last = now;
      const columns = err.columns ?? 80;
      const text = describe(snapshot, language);
      const room = Math.max(0, Math.min(30, columns - text.length - 6));
      const full = Math.round(share(snapshot) * room);
      const bar = room > 4 ? `[${'#'.repeat(full)}${'-'.repeat(room - full)}] ` : '';
      // Erase the line first: the new text may be shorter.
      err.write(`\r\u001b[2K${(bar + text).slice(0, columns - 1)}`);
      drawn = true;
    },
    end() {
      if (drawn) err.write('\n');
      drawn = false;
    },
  };
}

function createLines({ err, language }: Terminal): Progress {
  let said = '';
  return {
    show(snapshot) {
      const key = `${snapshot.state} ${Math.floor(share(snapshot) * 10)}`;
      if (key === said) return;
      said = key;
      err.write(`${describe(snapshot, language)}\n`);
    },
    end: () => undefined,
  };
}

function share({ sentBytes, totalBytes, doneFiles, items }: QueueSnapshot): number {
  return totalBytes > 0 ? sentBytes / totalBytes : doneFiles / Math.max(1, items.length);
}

function describe(snapshot: QueueSnapshot, language: Terminal['language']): string {
  const { sentBytes, totalBytes, doneFiles, items, bytesPerSecond, secondsLeft } = snapshot;
  const text = words[language];
  if (snapshot.state === 'offline') return snapshot.problem?.status ? text.serverBusy : text.offline;
  const parts = [
    `${Math.floor(share(snapshot) * 100)} %`,
    text.sentOf(formatBytes(sentBytes, language), formatBytes(totalBytes, language)),
    text.filesOf(doneFiles, items.length),
  ];
  if (bytesPerSecond) parts.push(`${formatBytes(bytesPerSecond, language)}/s`);
  if (secondsLeft !== undefined && secondsLeft > 0) parts.push(text.timeLeft(formatDuration(secondsLeft)));
  return parts.join(', ');
}
