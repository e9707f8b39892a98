import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { solve } from '../customers/testing/customers-room.ts';
import type { AppError } from '../errors.ts';
import { buildDropoffHouse, type DropoffHouse } from './testing/dropoff-house.ts';

const levelIn = ({ details }: AppError): unknown =>
  (details['challenge'] as { parameters: { data: unknown } }).parameters.data;

/** Somebody has one right customer number and opens drop-offs without end: each is a key on the disk. */
describe('threat: one right number and a flood of drop-offs', () => {
  let house: DropoffHouse;
  let firmId: string;
  beforeAll(async () => {
    house = await buildDropoffHouse();
    firmId = (await house.addFirm()).id;
  });
  afterAll(() => house[Symbol.asyncDispose]());

  const open = (clientKey: string, altcha?: string) =>
    house.dropoffs.open(
      { kind: 'anonymous', firmId },
      { customerNumber: '10100', clientKey, ...(altcha && { altcha }) },
    );
  const refusal = async (clientKey: string, altcha?: string): Promise<AppError> =>
    await open(clientKey, altcha).then(
      () => {
        throw new Error('was not refused');
      },
      (error: AppError) => error,
    );
  const setCounts = async (scope: string, count: number): Promise<void> => {
    await house.database.asOwner(`update attempts set count = ${count} where scope like 'dropoff-open.${scope}/%'`);
  };
  const keysOnDisk = async (): Promise<number> =>
    (await readdir(join(house.dataDir, 'keyring'), { recursive: true })).filter((name) => /containers\/./.test(name))
      .length;

  test('D1: several at the same moment from one network are not asked for work', async () => {
    const opened = await Promise.all(Array.from({ length: 12 }, () => open('192.0.2.7')));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(12);
  });

  test('above 300 an hour each costs work, from every network; no key is made before it is done', async () => {
    await open('192.0.2.1');
    await setCounts('customer', 300);
    const before = await keysOnDisk();
    const asked = await refusal('198.51.100.1');
    expect(asked).toMatchObject({ code: 'proof_of_work_required' });
    expect(levelIn(asked)).toEqual({ level: 0 });
    expect(await keysOnDisk()).toBe(before);
    const altcha = await solve(asked.details['challenge']);
    // The person gets through; the solution is good for one drop-off.
    expect(await open('198.51.100.1', altcha)).toMatchObject({ id: expect.any(String) });
    expect(await refusal('198.51.100.1', altcha)).toMatchObject({ code: 'proof_of_work_required' });
    expect(await keysOnDisk()).toBe(before + 1);
  });

  test('the work grows, and nobody can lock the customer out', async () => {
    for (const [count, level] of [
      [600, 1],
      [900, 2],
      [100_000, 2],
    ] as const) {
      await setCounts('customer', count);
      expect(levelIn(await refusal('198.51.100.2'))).toEqual({ level });
    }
    await setCounts('customer', 1);
    await setCounts('customer-day', 1);
  });

  test('one network that goes on regardless waits; another one does not', async () => {
    await open('192.0.2.9');
    await setCounts('network', 1_200);
    expect(await refusal('192.0.2.9')).toMatchObject({ code: 'proof_of_work_required' });
    await setCounts('network', 3_000);
    expect(await refusal('192.0.2.9')).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 3_600 } });
    expect(await open('203.0.113.80')).toMatchObject({ id: expect.any(String) });
  });

  test('work that was done for the number is not asked for twice', async () => {
    const client = '203.0.113.9';
    const wrong = { customerNumber: '99999', clientKey: client };
    for (let n = 0; n < 2; n++) await house.dropoffs.open({ kind: 'anonymous', firmId }, wrong).catch(() => undefined);
    await setCounts('customer', 300);
    const asked = await refusal(client);
    expect(await open(client, await solve(asked.details['challenge']))).toMatchObject({ id: expect.any(String) });
    // More is asked for the drop-off than for the number: one solution of that level does for both.
    await setCounts('customer', 600);
    const first = await refusal(client);
    const second = await refusal(client, await solve(first.details['challenge']));
    expect([levelIn(first), levelIn(second)]).toEqual([{ level: 0 }, { level: 1 }]);
    expect(await open(client, await solve(second.details['challenge']))).toMatchObject({ id: expect.any(String) });
  });
});
