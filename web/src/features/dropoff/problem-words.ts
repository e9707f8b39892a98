import type { ApiProblem } from '@schleuse/client/problem';

import type { SameKeys } from '../../i18n/words.ts';
import type { de } from './words.de.ts';

type ProblemWords = SameKeys<typeof de>['problems'];

/** Codes of the server that mean the same to a sender. */
const meaning: Record<string, keyof Omit<ProblemWords, 'rate_limited' | 'other'>> = {
  customer_number_malformed: 'customer_number_malformed',
  customer_unknown: 'customer_unknown',
  proof_of_work_required: 'proof_of_work_failed',
  proof_of_work_failed: 'proof_of_work_failed',
  unreachable: 'unreachable',
  token_invalid: 'expired',
  expired: 'expired',
  dropoff_closed: 'closed',
  dropoff_submitted: 'closed',
  file_too_large: 'file_too_large',
  total_too_large: 'dropoff_too_large',
  too_many_files: 'too_many_files',
  name_invalid: 'name_invalid',
  name_empty: 'name_invalid',
  file_changed: 'file_changed',
  uploads_unfinished: 'uploads_unfinished',
  files_missing: 'uploads_unfinished',
  storage_full: 'storage_full',
};

/** The sentence for a problem in the reader's language: what happened and what to do. */
export function problemText(problem: ApiProblem, t: ProblemWords): string {
  if (problem.code === 'rate_limited' || problem.code === 'too_many_requests') {
    const seconds = problem.details['retryAfterSeconds'];
    return t.rate_limited(typeof seconds === 'number' ? Math.max(1, Math.ceil(seconds / 60)) : 5);
  }
  const known = meaning[problem.code];
  return known ? t[known] : t.other;
}
