import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { shareRuns } from './share-runs.ts';

test('calls that come while a run is under way share the next; none is answered by a run that began before it came', async () => {
  const runs: string[][] = [];
  const call = shareRuns(async (group, calls: string[]) => {
    runs.push(calls);
    await sleep(5);
    return calls.map((each) => `${group}:${each}:${runs.length}`);
  });
  const first = Promise.all([call('x', 'a'), call('x', 'b'), call('y', 'z')]);
  await sleep(2);
  const second = Promise.all([call('x', 'c'), call('x', 'd')]);
  expect(await first).toEqual(['x:a:2', 'x:b:2', 'y:z:2']);
  expect(await second).toEqual(['x:c:3', 'x:d:3']);
  expect(runs).toEqual([['a', 'b'], ['z'], ['c', 'd']]);
});

test('an error for one is only that one’s; a run that fails, fails all of it and nothing after it', async () => {
  const call = shareRuns(async (_group, calls: number[]) => {
    if (calls.includes(0)) throw new Error('all');
    return calls.map((each) => (each < 0 ? new Error('one') : each));
  });
  const answers = await Promise.allSettled([call('x', 1), call('x', -1), call('x', 2)]);
  expect(answers.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message))).toEqual([
    1,
    'one',
    2,
  ]);
  await expect(Promise.all([call('x', 1), call('x', 0)])).rejects.toThrow('all');
  expect(await call('x', 3)).toBe(3);
});
