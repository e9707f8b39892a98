import { describe, expect, test } from 'vitest';

import {
  DEFAULT_KEM,
  generateContainerKeyPair,
  KEM_MLKEM768_X25519_HYBRID,
  KEM_X25519,
  openIntakeKey,
  sealIntakeKey,
} from './key-sealing.ts';
import { SealingError } from './sealing-error.ts';

const place = {
  firmId: '0192f0a0-0000-7000-8000-00000000000a',
  containerId: '0192f0a0-0000-7000-8000-00000000000b',
  intakeKeyId: '0192f0a0-0000-7000-8000-00000000000c',
};
const intakeKey = new Uint8Array(32).fill(9);

test('the default is the hybrid', () => {
  expect(DEFAULT_KEM).toBe(KEM_MLKEM768_X25519_HYBRID);
});

describe.each([
  [KEM_X25519, 32, 83],
  [KEM_MLKEM768_X25519_HYBRID, 1216, 1171],
])('sealing an intake key with KEM %i', (algorithm, publicBytes, sealedBytes) => {
  test('opens with the private key only, in its own place only', async () => {
    const pair = await generateContainerKeyPair(algorithm);
    expect(pair.publicKey.length).toBe(publicBytes);
    const sealed = await sealIntakeKey(pair, place, intakeKey);
    expect(sealed.length).toBe(sealedBytes);
    expect(await openIntakeKey(pair, place, sealed)).toEqual(intakeKey);

    const other = await generateContainerKeyPair(algorithm);
    await expect(openIntakeKey(other, place, sealed)).rejects.toThrow(SealingError);
    for (const name of ['firmId', 'containerId', 'intakeKeyId'] as const) {
      const elsewhere = { ...place, [name]: '0192f0a0-0000-7000-8000-0000000000ff' };
      await expect(openIntakeKey(pair, elsewhere, sealed)).rejects.toMatchObject({ fault: 'forged' });
    }
  });

  test('sealed twice, it has nothing in common with itself', async () => {
    const pair = await generateContainerKeyPair(algorithm);
    const [a, b] = [await sealIntakeKey(pair, place, intakeKey), await sealIntakeKey(pair, place, intakeKey)];
    expect(Buffer.from(a.subarray(3)).equals(b.subarray(3))).toBe(false);
  });

  test('cut short or changed, it is refused', async () => {
    const pair = await generateContainerKeyPair(algorithm);
    const sealed = await sealIntakeKey(pair, place, intakeKey);
    for (const length of [0, 2, 3, 34, sealed.length - 1]) {
      await expect(openIntakeKey(pair, place, sealed.subarray(0, length))).rejects.toThrow(SealingError);
    }
    for (let i = 0; i < sealed.length; i += i < 40 ? 1 : 97) {
      const changed = new Uint8Array(sealed);
      changed[i] = (changed[i] ?? 0) ^ 4;
      await expect(openIntakeKey(pair, place, changed)).rejects.toThrow(SealingError);
    }
  });
});

test('an unknown algorithm and a key of the wrong size are refused', async () => {
  await expect(generateContainerKeyPair(7)).rejects.toMatchObject({ fault: 'format' });
  const pair = await generateContainerKeyPair(KEM_X25519);
  await expect(sealIntakeKey(pair, place, new Uint8Array(31))).rejects.toMatchObject({ fault: 'key_size' });
});
