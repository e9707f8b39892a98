import { ApiProblem } from '@schleuse/client/problem';

import { CommandFailed, exitCodes } from './exit-codes.ts';
import type { Language } from './language.ts';
import { words } from './words.ts';

/** A sentence and, for the telephone, the code. */
export function explainProblem(problem: ApiProblem, language: Language): string {
  const text = words[language];
  return `${text.problems[problem.code] ?? problem.message} (${text.code(problem.code)})`;
}

/** What a failed request means for the whole command. */
export function failureOf(problem: ApiProblem, language: Language): CommandFailed {
  const tooMany = problem.status === 429;
  if (problem.passing && !tooMany) return new CommandFailed(exitCodes.unreachable, words[language].gaveUp);
  return new CommandFailed(exitCodes.refused, explainProblem(problem, language));
}

/** Runs a request of the command; its problems end the command in words. */
export async function orFail<T>(request: Promise<T>, language: Language): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw error instanceof ApiProblem ? failureOf(error, language) : error;
  }
}
