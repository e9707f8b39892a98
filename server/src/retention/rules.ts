import type { FirmTransaction } from '../db/database.ts';
import { listRules } from './rules.queries.ts';

/** The period of one of the firm's rules, in its own unit. @throws Error for a rule the firm does not have */
export async function readPeriod(tx: FirmTransaction, name: string): Promise<number> {
  const rule = (await listRules(tx)).find((each) => each.name === name);
  if (!rule) throw new Error(`there is no rule ${name}`);
  return rule.period;
}
