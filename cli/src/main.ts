import { readFileSync } from 'node:fs';

import type { Command } from './command.ts';
import { audit } from './commands/audit.ts';
import { send } from './commands/send.ts';
import { verify } from './commands/verify.ts';
import { CommandFailed, exitCodes } from './exit-codes.ts';
import { languageOf } from './language.ts';
import type { Terminal } from './terminal.ts';
import { words } from './words.ts';

const commands: Record<string, Command> = { send, verify, audit };

/** The whole program, from its arguments to its exit code. */
export async function run(args: string[]): Promise<number> {
  const language = languageOf(process.env);
  const terminal: Terminal = { out: process.stdout, err: process.stderr, language };
  const text = words[language];
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    terminal.out.write(`${readVersion()}\n`);
    return exitCodes.ok;
  }
  if (name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
    terminal.out.write(text.help);
    return exitCodes.ok;
  }
  const command = name === undefined ? undefined : commands[name];
  if (!command) {
    terminal.err.write(name === undefined ? text.help : `${text.unknownCommand(name)}\n`);
    return exitCodes.usage;
  }
  using interruption = listenForInterruption();
  try {
    return await command(rest, { terminal, env: process.env, interrupt: interruption.signal });
  } catch (error) {
    if (interruption.signal.aborted) {
      terminal.err.write(`\n${text.interrupted}\n`);
      return exitCodes.interrupted;
    }
    if (!(error instanceof CommandFailed)) throw error;
    terminal.err.write(`${error.message}\n`);
    return error.exitCode;
  }
}

/** The first Ctrl-C ends in order; a second one ends at once. */
function listenForInterruption(): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
