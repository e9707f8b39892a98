import { expect, test } from 'vitest';

import { giveBack } from './give-back.ts';

test('memory that is one buffer’s alone is freed', () => {
  const bytes = new Uint8Array(10_000);
  giveBack(bytes);
  expect(bytes.length).toBe(0);
  giveBack(bytes);
});

test('memory that is shared stays', () => {
  const whole = new Uint8Array(10_000).fill(7);
  giveBack(whole.subarray(0, 5_000));
  giveBack(Buffer.from('short ones share a pool'));
  giveBack(new Uint8Array(new SharedArrayBuffer(8192)));
  expect(whole[9_999]).toBe(7);
});
