import { parseArgs } from 'node:util';

import { CommandFailed, exitCodes } from './exit-codes.ts';
import type { Language } from './language.ts';
import { words } from './words.ts';

/** Options that take a value, those that take none (`flags`), and everything else. @throws CommandFailed for an option that is not known */
export function readOptions<Name extends string, Flag extends string = never>(
  args: string[],
  names: readonly Name[],
  language: Language,
  flags: readonly Flag[] = [],
): { values: Partial<Record<Name, string>>; given: Set<Flag>; rest: string[] } {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }]),
    ...flags.map((flag) => [flag, { type: 'boolean' as const }]),
  ]) as Record<string, { type: 'string' | 'boolean' }>;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const given = new Set(flags.filter((flag) => values[flag] === true));
    return { values: values as Partial<Record<Name, string>>, given, rest: positionals };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(exitCodes.usage, words[language].badArguments(reason));
  }
}

/** The origin of a server's address; a page's path after it is cut off, as people copy addresses from the browser. */
export function readServer(text: string, language: Language): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new CommandFailed(exitCodes.usage, words[language].badServer(text));
  }
  return url.origin;
}
