import type { ApiProblem } from './problem.ts';

/**
 * What follows from a failed try: `wait` for line or server; `again` soon, this file only; `anew` from its first byte;
 * `smaller` requests; `refuse` this file; `end` the whole drop-off.
 */
export type Verdict = 'wait' | 'again' | 'anew' | 'smaller' | 'refuse' | 'end';

const overForAll = new Set(['dropoff_submitted', 'dropoff_closed', 'expired', 'token_invalid']);

/** @param begun whether the server was asked to go on with an upload it once had */
export function verdictOn(problem: ApiProblem, begun: boolean, canBeSmaller: boolean): Verdict {
  if (problem.status === 401) return 'end';
  // The answer to HEAD has no body: whether the upload or the whole drop-off is over, the server is asked next.
  if (begun && (problem.status === 404 || problem.status === 410)) return 'anew';
  if (overForAll.has(problem.code)) return 'end';
  // A proxy before the server, with a limit of its own.
  if (problem.code === 'http_413' && canBeSmaller) return 'smaller';
  if (problem.passing) return 'wait';
  // Wrong offset, another request still at it: the next HEAD sets it right.
  if (problem.status === 409 || problem.status === 412 || problem.status === 460) return 'again';
  return 'refuse';
}
