import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Receipt } from '@schleuse/proofs/receipt';
import { expect, test } from 'vitest';

import { createReceiptPrinter } from './receipt-printer.ts';
import { createReceiptThread } from './receipt-thread.ts';

const vector = new URL('../../../proofs/vectors/receipt.json', import.meta.url);
const { receipt } = JSON.parse(readFileSync(vector, 'utf8')) as { receipt: Receipt };
const withId = (n: number): Receipt => ({ ...receipt, id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` });

test('a receipt that is asked for a hundred times is printed once', async () => {
  const thread = createReceiptThread();
  let count = 0;
  const print = createReceiptPrinter((...request) => {
    count += 1;
    return thread(...request);
  });
  const printed = await Promise.all(Array.from({ length: 100 }, () => print(receipt, { language: 'de' })));
  expect(new Set(printed).size).toBe(1);
  expect(await print(receipt, { language: 'de' })).toBe(printed[0]);
  expect(await print(receipt, { language: 'en' })).not.toBe(printed[0]);
  expect(count).toBe(2);
});

test('many receipts are printed one after the other, and too many are refused', async () => {
  let now = 0;
  let most = 0;
  const print = createReceiptPrinter(async () => {
    most = Math.max(most, (now += 1));
    await sleep(5);
    now -= 1;
    return new Uint8Array(1);
  });
  const asked = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => print(withId(n), { language: 'de' })));
  expect(most).toBe(1);
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  expect(refused).toEqual(Array(10).fill('busy'));
  await expect(print(withId(99), { language: 'de' })).resolves.toHaveLength(1);
});

test('names of four thousand letters do not hold up what else the server does', async () => {
  const files = Array.from({ length: 60 }, (_, n) => ({ ...receipt.files[0], name: `${n}${'Ordner/'.repeat(570)}x` }));
  const before = performance.eventLoopUtilization();
  await createReceiptThread()({ ...receipt, files } as Receipt, { language: 'de' });
  // Printed here it would be all of the time.
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
});
