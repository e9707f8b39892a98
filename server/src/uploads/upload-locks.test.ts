import { expect, test } from 'vitest';

import { createUploadLocks } from './upload-locks.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a newer request ends the older and waits until it has released', async () => {
  const locks = createUploadLocks();
  const first = await locks.take('a');
  let hasSecond = false;
  const second = locks.take('a').then((lock) => {
    hasSecond = true;
    return lock;
  });
  await tick();
  expect(first.signal.aborted).toBe(true);
  expect(hasSecond).toBe(false);
  first.release();
  expect((await second).signal.aborted).toBe(false);
  (await second).release();
});

test('of those that wait only the newest goes on', async () => {
  const locks = createUploadLocks();
  const first = await locks.take('a');
  const second = locks.take('a');
  const third = locks.take('a');
  first.release();
  await expect(second).rejects.toMatchObject({ code: 'upload_taken_over' });
  const lock = await third;
  expect(lock.signal.aborted).toBe(false);
  lock.release();
  (await locks.take('a')).release();
});

test('other uploads do not wait', async () => {
  const locks = createUploadLocks();
  const a = await locks.take('a');
  const b = await locks.take('b');
  expect(a.signal.aborted).toBe(false);
  a.release();
  b.release();
});

test('who waits too long is told, and whoever comes after still waits for the first', async () => {
  const locks = createUploadLocks(30);
  const first = await locks.take('a');
  await expect(locks.take('a')).rejects.toMatchObject({ code: 'upload_busy' });
  let hasThird = false;
  const third = locks.take('a').then((lock) => {
    hasThird = true;
    return lock;
  });
  await tick();
  expect(hasThird).toBe(false);
  first.release();
  (await third).release();
});
