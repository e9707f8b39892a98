import { expect, test } from 'vitest';

import { nameCases } from './case-names.ts';

const dayOf = (): string => '2026-11-21';
const submittedAt = new Date('2026-11-21T10:00:00Z');
const names = (...cases: [id: string, customerNumber: string][]): string[] => [
  ...nameCases(
    cases.map(([id, customerNumber]) => ({ id, customerNumber, submittedAt })),
    dayOf,
  ).keys(),
];
const id = '3f9a1b2c-0000-4000-8000-000000000001';

test('S7: a case is called by customer, day and the beginning of its id', () => {
  expect(names([id, '10023'])).toEqual(['10023_2026-11-21_3f9a1b2c']);
});

test.each([
  ['K 10/23', 'K-10-23'],
  ['../..', 'K'],
  ['CON', 'CON'],
  ['Ä?*:', 'K'],
  ['10.', '10'],
])(
  'S7: the customer number %j becomes %j: no folder on Windows, and no shell, stumbles over it',
  (number, expected) => {
    expect(names([id, number])).toEqual([`${expected}_2026-11-21_3f9a1b2c`]);
  },
);

test('S7: two that would be called the same get their whole ids', () => {
  const other = '3f9a1b2c-0000-4000-8000-000000000002';
  expect(names([id, '10-23'], [other, '10/23'])).toEqual([`10-23_2026-11-21_${id}`, `10-23_2026-11-21_${other}`]);
});
