import type { FirmTransaction } from '../db/database.ts';
import { listRules } from './rules.queries.ts';

/** The period of one of the firm's rules, in its own unit. @throws Error for a rule the firm does not have */
export async function readPeriod(tx: FirmTransaction, name: string): Promise<number> {
  const rule = (await listRules(tx)).find((each) => each.name === name);
  if (!rule) throw new Error(`there is no rule ${name}`);
  return rule.period;
}

/**
 * Name of the rule by which a drop-off goes (retention_rules.name): handed over, by its profile's where it has one.
 *
 * @param profile slug
 */
export function ruleOf(reason: 'due' | 'never-submitted', profile: string | null): string {
  if (reason === 'never-submitted') return 'dropoff-unsubmitted';
  return profile === null ? 'dropoff-submitted' : `dropoff-profile-${profile}`;
}
