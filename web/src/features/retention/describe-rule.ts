import type { SameKeys } from '../../i18n/words.ts';
import type { PreviewItem, RetentionRule } from './retention.queries.ts';
import type { retentionWords } from './retention.words.ts';

type RetentionWords = SameKeys<(typeof retentionWords)['de']>;

/** A rule in words: what it is about, how long, from when. Unknown names and kinds are shown as they are. */
export function describeRule(
  rule: RetentionRule,
  words: RetentionWords,
): { what: string; period: string; from: string } {
  const { name, containerKind, bound, period, unit, starts } = rule;
  return {
    what: words.ruleNames[name] ?? words.containerKinds[containerKind] ?? containerKind,
    period: words.bounds[bound](words.periods[unit](period)),
    from: name === 'dropoff-unsubmitted' ? words.fromBegin : words.starts[starts],
  };
}

/** Why something goes: `14 Tage nach dem Eingang`. By its own times: a changed rule counts for what comes later only. */
export function describeReason({ reason, due, arrivedAt }: PreviewItem, words: RetentionWords): string {
  if (reason === 'never-submitted' || arrivedAt === null) return words.neverFinished;
  const days = Math.round((Date.parse(due) - Date.parse(arrivedAt)) / 86_400_000);
  return words.afterArrival(words.periods.days(days));
}
