import { Problem } from '../../api/problem.ts';
import type { Language } from '../../i18n/language.ts';
import { formatDate } from '../../ui/format.ts';
import type { holdWords } from './hold.words.ts';

/** The sentences for a case that cannot be closed, with the day on which that ends. */
export function whyKept(
  error: unknown,
  words: (typeof holdWords)['en'],
  language: Language,
): { on_hold: string; kept_by_rule: string } {
  const end = error instanceof Problem ? error.details['until'] : undefined;
  const until = typeof end === 'string' ? formatDate(end, language) : undefined;
  return {
    on_hold: until ? words.onHoldUntil(until) : words.onHold,
    kept_by_rule: until ? words.keptByRuleUntil(until) : words.keptByRule,
  };
}
