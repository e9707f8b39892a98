import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { idFromBytes, idToBytes } from './id-bytes.ts';

test('an id and its 16 bytes are each other’s inverse', () => {
  expect(Buffer.from(idToBytes('0192f0a0-0fe1-7abc-8def-00000000000f')).toString('hex')).toBe(
    '0192f0a00fe17abc8def00000000000f',
  );
  for (let n = 0; n < 100; n++) {
    const id = randomUUID();
    expect(idFromBytes(idToBytes(id))).toBe(id);
  }
});

test.each(['', 'x', '0192F0A0-0000-7000-8000-000000000001', '0192f0a0-0000-7000-8000-0000000000012', '{0192f0a0}'])(
  '%j is no id',
  (text) => {
    expect(() => idToBytes(text)).toThrow('UUID');
  },
);
