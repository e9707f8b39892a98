import { expect, test } from 'vitest';

import { createSpaceGauge } from './free-space.ts';

const GIB = 1024 ** 3;
const gaugeOf = (freeBytes: number, totalBytes: number, unwritten = 0) =>
  createSpaceGauge(
    '/',
    () => unwritten,
    () => ({ freeBytes, totalBytes }),
  );

test.each([
  ['a large disk keeps 1 GiB', GIB + 1, 1000 * GIB, false],
  ['a large disk is full below that', GIB, 1000 * GIB, true],
  ['a small disk keeps a twentieth', 51, 1000, false],
  ['a small disk is full below that', 50, 1000, true],
])('%s', (_what, freeBytes, totalBytes, full) => {
  const gauge = gaugeOf(freeBytes, totalBytes);
  expect(gauge.isFull()).toBe(full);
});

test('between two readings it reckons with what was taken, also before it is written', () => {
  const gauge = gaugeOf(100, 1000, 20);
  gauge.spend(1_000_000);
  expect(gauge.isFull()).toBe(false);
  gauge.spend(29);
  expect(gauge.isFull()).toBe(false);
  gauge.spend(1);
  expect(gauge.isFull()).toBe(true);
});
