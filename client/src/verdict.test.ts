import { expect, test } from 'vitest';

import { ApiProblem, problemOf, unreachable } from './problem.ts';
import { retryDelay } from './retry-delay.ts';
import { verdictOn } from './verdict.ts';

const problem = (status: number, code = `http_${status}`): ApiProblem => new ApiProblem(status, code, '');

test.each([
  ['no line', unreachable(new Error()), false, 'wait'],
  ['a busy server', problem(503), true, 'wait'],
  ['a full disk', problem(507, 'storage_full'), true, 'wait'],
  ['too many requests', problem(429), false, 'wait'],
  ['a wrong offset', problem(409, 'offset_mismatch'), true, 'again'],
  ['another request at it', problem(409, 'upload_taken_over'), true, 'again'],
  ['an upload that is gone', problem(404), true, 'anew'],
  ['an upload that expired', problem(410), true, 'anew'],
  ['a drop-off that expired', problem(410, 'expired'), false, 'end'],
  ['a drop-off that was closed', problem(409, 'dropoff_closed'), true, 'end'],
  ['a wrong token', problem(401), true, 'end'],
  ['a limit of a proxy', problem(413), true, 'smaller'],
  ['a limit of the firm', problem(413, 'file_too_large'), false, 'refuse'],
  ['a name that is not taken', problem(400, 'name_invalid'), false, 'refuse'],
  ['a file that changed', problem(0, 'file_changed'), true, 'refuse'],
])('D3: %s', (_, error, begun, verdict) => {
  expect(verdictOn(error, begun, true)).toBe(verdict);
});

test('D3: a proxy that refuses even the smallest body is told as such', () => {
  expect(verdictOn(problem(413), true, false)).toBe('refuse');
});

test('tries come after 1 s, then slower, at most 30 s apart, a fifth more or less', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => retryDelay(failures, () => 0.5))).toEqual([
    1000, 2000, 4000, 8000, 15_000, 30_000, 30_000,
  ]);
  expect([0, 1].map((random) => retryDelay(6, () => random))).toEqual([24_000, 36_000]);
});

test('a problem keeps its code and details; a foreign page becomes its status', () => {
  const known = problemOf(429, '{"code":"rate_limited","detail":"Wait.","retryAfterSeconds":9}');
  expect(known).toMatchObject({ code: 'rate_limited', message: 'Wait.', status: 429 });
  expect(known.retryAfterSeconds(1)).toBe(9);
  for (const body of ['<h1>502</h1>', '', '[]', 'null', '"x"']) expect(problemOf(502, body).code).toBe('http_502');
});
