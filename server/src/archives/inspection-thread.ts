import { Worker } from 'node:worker_threads';

import type { ArchiveReport } from '@schleuse/archives/archive-report';
import type { ByteSource } from '@schleuse/archives/byte-source';
import type { InspectLimits } from '@schleuse/archives/inspect-limits';

import { Unavailable } from '../errors.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

export type ThreadLimits = {
  /** processor time of one inspection, in milliseconds */
  cpuMs: number;
  /** from beginning to end, waiting for storage included */
  wallMs: number;
  memoryMegabytes: number;
  inspect: Partial<InspectLimits>;
};

const usualLimits: ThreadLimits = { cpuMs: 2000, wallMs: 60_000, memoryMegabytes: 96, inspect: {} };
const idleMs = 60_000;
const lookEveryMs = 50;

export type InspectSource = (source: ByteSource) => Promise<ArchiveReport>;

/**
 * Looks into archives in a thread of its own, one at a time: it costs nobody's upload a moment, and is ended when an
 * archive takes more than the limits (the report says `takes_too_long`). The thread ends when nothing came for a minute.
 * The function throws Unavailable `archive_not_inspected` when the bytes cannot be read.
 */
export function createInspectionThread(limits: Partial<ThreadLimits> = {}): InspectSource {
  const granted = { ...usualLimits, ...limits };
  let worker: Promise<Worker> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function inspect(source: ByteSource): Promise<ArchiveReport> {
    clearTimeout(idle);
    const started = (worker ??= startThread(granted.memoryMegabytes));
    const forget = (): void => {
      if (worker === started) worker = undefined;
    };
    const thread = await started.catch((error: unknown) => {
      forget();
      throw error;
    });
    // It may also die between two inspections; the next one gets a new thread.
    thread.removeAllListeners('exit').once('exit', forget);
    const end = (): void => {
      forget();
      void thread.terminate();
    };
    try {
      const report = await inspectIn(thread, source, granted);
      // It may still be at work on what was too much.
      if (report === tooMuch) end();
      else idle = setTimeout(end, idleMs).unref();
      return report;
    } catch (error) {
      end();
      throw error;
    }
  }

  return async (source) => {
    const turn = last.then(() => inspect(source));
    last = turn.catch(() => undefined);
    return await turn;
  };
}

async function startThread(memoryMegabytes: number): Promise<Worker> {
  const thread = new Worker(new URL('./inspect-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: 8 },
  });
  thread.unref();
  const ready = Promise.withResolvers<void>();
  thread.once('message', () => ready.resolve()).on('error', ready.reject);
  await ready.promise;
  return thread;
}

async function inspectIn(thread: Worker, source: ByteSource, limits: ThreadLimits): Promise<ArchiveReport> {
  const answer = Promise.withResolvers<ArchiveReport>();
  const unavailable = (cause: unknown): void => {
    answer.reject(new Unavailable('archive_not_inspected', 'The archive cannot be looked into now.', cause));
  };
  const giveUp = (): void => answer.resolve(tooMuch);
  const hear = (message: FromThread): void => {
    if (message.say === 'report') answer.resolve(message.report);
    else if (message.say === 'fault') unavailable(new Error(message.reason));
    else if (message.say === 'read') void answerRead(thread, source, message, unavailable);
  };
  const used = async (): Promise<number> => {
    const { user, system } = await thread.cpuUsage();
    return (user + system) / 1000;
  };
  const before = await used();
  const begun = performance.now();
  const looking = setInterval(() => {
    if (performance.now() - begun > limits.wallMs) unavailable(new Error('it took too long'));
    // A thread that has just ended has no times any more; its end is heard of below.
    used().then(
      (ms) => ms - before > limits.cpuMs && giveUp(),
      () => undefined,
    );
  }, lookEveryMs);
  const die = (error: NodeJS.ErrnoException): void =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? giveUp() : unavailable(error);
  thread.on('message', hear).on('error', die).on('exit', unavailable);
  try {
    thread.postMessage({ say: 'inspect', size: source.size, limits: limits.inspect } satisfies ToThread);
    return await answer.promise;
  } finally {
    clearInterval(looking);
    thread.off('message', hear).off('error', die).off('exit', unavailable);
  }
}

type Read = Extract<FromThread, { say: 'read' }>;

async function answerRead(
  thread: Worker,
  source: ByteSource,
  { read, offset, length }: Read,
  fail: (cause: unknown) => void,
) {
  try {
    const bytes = await source.read(offset, length);
    thread.postMessage({ say: 'bytes', read, bytes } satisfies ToThread);
  } catch (error) {
    fail(error);
  }
}

const tooMuch: ArchiveReport = {
  kind: undefined,
  entries: [],
  entryCount: 0,
  totalSize: 0,
  readmeState: 'missing',
  contentsCheckable: true,
  refused: true,
  problems: [{ code: 'takes_too_long', level: 'refused' }],
};
