import { Logger } from 'graphile-worker';

import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';

/** graphile-worker's own messages. Those about single jobs quote errors, so they are ours to write (run-task.ts). */
export function jobLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (meta && ('job' in meta || 'jobs' in meta || 'specs' in meta)) return;
    const name = level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level;
    log[name]({ reason: withoutQuotes(message.split('\n')[0] ?? '') }, 'job queue');
  });
}

/** What may be said about an error that a job met: no payload, no quoted value, no address. */
export function describeFault(error: unknown): {
  name: string;
  code: string | undefined;
  message: string;
  at: string[];
} {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, message: '', at: [] };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    // Our own errors are written to be shown; anything else may quote what it was given.
    message: error instanceof AppError ? error.message : withoutQuotes(error.message),
    at: frames.slice(0, 5).map((line) => line.trim()),
  };
}

function withoutQuotes(message: string): string {
  return message.slice(0, 300).replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|<[^>]*>|\([^)]*\)|\S+@\S+/g, '…');
}
