import { expect, test } from 'vitest';

import { plainLine } from './log.ts';

const time = new Date(2026, 10, 21, 14, 5, 9).toISOString();

test('a line for people: time, how bad, what, and the facts', () => {
  expect(plainLine(JSON.stringify({ level: 40, time, outbox: '/var/outbox', tries: 3, msg: 'not sent' }))).toBe(
    '14:05:09 warn: not sent (outbox: /var/outbox, tries: 3)\n',
  );
  expect(plainLine(JSON.stringify({ level: 30, time, msg: 'ready' }))).toBe('14:05:09 info: ready\n');
});

test('an error brings its stack', () => {
  const err = { type: 'Error', message: 'no space', stack: 'Error: no space\n    at write' };
  expect(plainLine(JSON.stringify({ level: 50, time, err, msg: 'failed' }))).toBe(
    '14:05:09 error: failed\nError: no space\n    at write\n',
  );
});
