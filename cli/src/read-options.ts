import { parseArgs } from 'node:util';

import { CommandFailed, exitCodes } from './exit-codes.ts';
import type { Language } from './language.ts';
import { words } from './words.ts';

/** Options that take a value, and everything else. @throws CommandFailed for an option that is not known */
export function readOptions<Name extends string>(
  args: string[],
  names: readonly Name[],
  language: Language,
): { values: Partial<Record<Name, string>>; rest: string[] } {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values: values as Partial<Record<Name, string>>, rest: positionals };
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
