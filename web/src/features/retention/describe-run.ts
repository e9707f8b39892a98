import type { SameKeys } from '../../i18n/words.ts';
import { becauseOf } from './describe-rule.ts';
import type { ErasureRun } from './retention.queries.ts';
import type { retentionWords } from './retention.words.ts';

export type RunInWords = {
  /** What it did. */
  result: string[];
  /** What it should have done, or was not to do. */
  left: { text: string; bad: boolean }[];
  /** There was nothing to do, and nothing is wrong. */
  idle: boolean;
};

/** A run in words, one line for each thing. */
export function describeResult(run: ErasureRun, words: SameKeys<(typeof retentionWords)['de']>): RunInWords {
  const { outcome, givenUp, erased, failed, held, overdue, byRule } = run;
  const reasons = Object.entries(byRule)
    .filter(([, count]) => count > 0)
    .map(([rule, count]) => `${count} ${becauseOf(rule, words)}`);
  const done = [
    outcome === 'refused' && words.refused,
    givenUp > 0 && `${words.begun(givenUp)}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
    erased > 0 && words.erasedCount(erased),
  ].filter((line) => line !== false);
  const left = [
    failed > 0 && { text: words.failures(failed), bad: true },
    overdue > 0 && { text: words.overdue(overdue), bad: true },
    held > 0 && { text: words.held(held), bad: false },
  ].filter((line) => line !== false);
  return {
    result: done.length > 0 ? done : [words.nothingDue],
    left,
    idle: done.length === 0 && !left.some(({ bad }) => bad),
  };
}
