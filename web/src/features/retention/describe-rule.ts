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
    what: ruleName(name, words) ?? words.containerKinds[containerKind] ?? containerKind,
    period: words.bounds[bound](words.periods[unit](period)),
    from: name === 'dropoff-unsubmitted' ? words.fromBegin : words.starts[starts],
  };
}

const profilePrefix = 'dropoff-profile-';

function ruleName(name: string, words: RetentionWords): string | undefined {
  if (name.startsWith(profilePrefix)) return words.profileRule(name.slice(profilePrefix.length));
  return words.ruleNames[name];
}

/** Why things went, by the name of the rule; that of a profile is as the firm's own. */
export function becauseOf(rule: string, words: RetentionWords): string {
  const known = rule.startsWith(profilePrefix) ? 'dropoff-submitted' : rule;
  return words.because[known] ?? rule;
}

/** Why something goes: `14 Tage nach dem Eingang`. By its own times: a changed rule counts for what comes later only. */
export function describeReason({ reason, due, arrivedAt }: PreviewItem, words: RetentionWords): string {
  if (reason === 'never-submitted' || arrivedAt === null) return words.neverFinished;
  const days = Math.round((Date.parse(due) - Date.parse(arrivedAt)) / 86_400_000);
  return words.afterArrival(words.periods.days(days));
}
