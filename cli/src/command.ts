import type { Terminal } from './terminal.ts';

export type Context = {
  terminal: Terminal;
  env: Record<string, string | undefined>;
  /** Aborted by Ctrl-C. */
  interrupt: AbortSignal;
};

/** Runs with the arguments after its name; resolves to the exit code. @throws CommandFailed */
export type Command = (args: string[], context: Context) => Promise<number>;
