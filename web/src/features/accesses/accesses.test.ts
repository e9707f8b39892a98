import { expect, test } from 'vitest';

import { type Access, gatherAccesses, readAccessKey } from './accesses.ts';

const id = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

test('X1: the address opens one drop-off, or none when it is cut', () => {
  expect(readAccessKey(`#${id}.abcdefghijklmnopqrstuvwxyz0123456789_-`)).toEqual({
    id,
    token: 'abcdefghijklmnopqrstuvwxyz0123456789_-',
  });
  for (const bad of ['', '#', `#${id}`, `#${id}.`, `#${id.slice(1)}.abcdefghijklmnopqrstuvwxyz`, `#${id}.a/../b`]) {
    expect(readAccessKey(bad), bad).toBeUndefined();
  }
});

const read = (minute: number, file: string): Access => ({
  at: new Date(Date.UTC(2026, 10, 21, 14, minute)).toISOString(),
  kind: 'file-read',
  by: 'agent',
  file: { id: file, name: file },
  index: null,
});

test('X1: a file fetched in many ranges is one access', () => {
  const entries = gatherAccesses([read(50, 'a'), read(12, 'a'), read(11, 'b'), read(10, 'a')]);
  expect(entries.map(({ file, times }) => [file?.id, times])).toEqual([
    ['a', 1],
    ['a', 2],
    ['b', 1],
  ]);
});
