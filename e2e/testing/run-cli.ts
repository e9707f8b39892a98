import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { repository } from './start-server.ts';

export type CliRun = {
  child: ChildProcess;
  /** Everything it wrote to standard error so far. */
  err(): string;
  out(): string;
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  /** Waits until it has written this to standard error. */
  said(text: RegExp): Promise<void>;
};

/** The command line as a person starts it, with a state folder of its own. */
export function runCli(args: string[], options: { home: string; language?: string; node?: string }): CliRun {
  const child = spawn(options.node ?? process.execPath, [join(repository, 'cli/bin/schleuse.mjs'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: options.home, LANG: options.language ?? 'de_DE.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (data: Buffer) => void (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => void (err += data.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    async said(text) {
      while (!text.test(err)) {
        const next = await Promise.race([once(child.stderr ?? child, 'data'), ended.then(() => undefined)]);
        if (next === undefined && !text.test(err)) throw new Error(`It ended without saying ${text}:\n${err}`);
      }
    },
  };
}
