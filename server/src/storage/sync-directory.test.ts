import { expect, test } from 'vitest';

import { SyncFailed } from './disk-errors.ts';
import { createDirectorySync } from './sync-directory.ts';

/** A sync whose end the test decides. */
function heldSync() {
  const runs: PromiseWithResolvers<void>[] = [];
  const sync = createDirectorySync(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, sync };
}

test('who comes while a sync runs shares the next one, which begins after their rename', async () => {
  const { runs, sync } = heldSync();
  const first = sync('/a');
  const second = sync('/a');
  const third = sync('/a');
  expect(runs.length).toBe(1);
  let secondIsDone = false;
  void second.then(() => (secondIsDone = true));
  runs[0]?.resolve();
  await first;
  await Promise.resolve();
  expect(secondIsDone).toBe(false);
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve();
  await Promise.all([second, third]);
  expect(runs.length).toBe(2);
  void sync('/a');
  void sync('/b');
  expect(runs.length).toBe(4);
});

test('a failed sync fails everybody who relied on it, and nobody else', async () => {
  const { runs, sync } = heldSync();
  const first = sync('/a');
  const second = sync('/a');
  runs[0]?.reject(new SyncFailed());
  await expect(first).rejects.toBeInstanceOf(SyncFailed);
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});
