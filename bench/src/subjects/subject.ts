import type { LoadRequest } from '../load/load-messages.ts';
import type { Workload } from '../workloads.ts';

/** A server under measurement: ours or a peer. */
export type Subject = AsyncDisposable & {
  name: string;
  port: number;
  /** Its process, and others that work for it (a database). */
  pids: number[];
  /** Where its bytes end up; made durable by us after a run for those that do not do it themselves. */
  directory: string;
  /** Requests that upload the files of one round. */
  uploads(workload: Workload, round: number): Promise<LoadRequest[]>;
  /** Called between uploads and downloads, with the `Location`s each round's uploads were answered with. */
  downloads(workload: Workload, round: number): Promise<LoadRequest[]>;
  /** Told when all uploads are done. */
  endUploads(): Promise<void>;
  /** 99th percentile of the event loop's delay since the last call in ms; null where there is no such thing. */
  eventLoopDelay(): Promise<number | null>;
};

/** Why a peer cannot be measured here; one line. */
export class SubjectMissing extends Error {}
