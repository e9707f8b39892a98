import type { ArchiveReport } from '@schleuse/archives/archive-report';
import type { InspectLimits } from '@schleuse/archives/inspect-limits';

/** From the server to the thread that inspects: a file to look into, and the bytes it asked for. */
export type ToThread =
  | { say: 'inspect'; size: number; limits: Partial<InspectLimits> }
  | { say: 'bytes'; read: number; bytes: Uint8Array }
  | { say: 'unreadable'; read: number };

export type FromThread =
  | { say: 'ready' }
  | { say: 'read'; read: number; offset: number; length: number }
  | { say: 'report'; report: ArchiveReport }
  | { say: 'fault'; reason: string };
