import { randomBytes } from 'node:crypto';

import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { countOverdue } from './count-overdue.ts';
import { createRetentionTasks, enqueueErasureRun } from './retention.jobs.ts';
import { registerRetentionMetrics } from './retention-metrics.ts';

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
});
afterAll(() => house[Symbol.asyncDispose]());

async function submitOne() {
  const one = await house.openOne(firm.id);
  await house.send(one.submitter, { name: 'a', segments: [randomBytes(10)] });
  await house.dropoffs.submit(one.submitter, one.id, {});
  return one;
}

const erasedAt = async (id: string): Promise<Date | null> => (await house.containerOf(firm.id, id)).erased_at;
const runJobs = () =>
  startJobs(
    { connection: house.database.connection, log: house.log },
    createRetentionTasks(house.erasing, house.retention),
  );

describe('D6: erasing by itself', () => {
  test('D6: closing a case brings the job that erases it', async () => {
    const one = await submitOne();
    await house.dropoffs.close(firm.staff, one.id);
    expect(await erasedAt(one.id)).toBeNull();
    await using _jobs = await runJobs();
    await expect.poll(() => erasedAt(one.id), { timeout: 10_000 }).not.toBeNull();
  });

  test('D6: submitting brings the job for the moment of its end', async () => {
    const one = await submitOne();
    const { rows } = await house.database.asOwner(
      `select run_at from graphile_worker.jobs where key = 'erase-due:${one.id}'`,
    );
    expect(rows).toEqual([{ run_at: new Date(hoursAfter(house.clock.now, 336).getTime() + 1000) }]);
  });

  test('D6: a start makes up for what became due while the server was down', async () => {
    const one = await submitOne();
    house.clock.now = hoursAfter(house.clock.now, 400);
    await house.database.outsideFirm(enqueueErasureRun);
    await using _jobs = await runJobs();
    await expect.poll(() => erasedAt(one.id), { timeout: 10_000 }).not.toBeNull();
  });

  test('D6: what is an hour overdue is counted for the alarm', async () => {
    const overdue = () => countOverdue(house.erasing);
    const registry = new Registry();
    registerRetentionMetrics(registry, { countOverdue: overdue, runAgeSeconds: house.retention.runAgeSeconds });
    const one = await submitOne();
    house.clock.now = hoursAfter(house.clock.now, 336.5);
    expect(await overdue()).toBe(0);
    house.clock.now = hoursAfter(house.clock.now, 1);
    expect(await registry.metrics()).toMatch(/^schleuse_erasures_overdue 1$/m);
    await house.dropoffs.close(firm.staff, one.id);
    expect(await overdue()).toBe(0);
    house.clock.now = hoursAfter(house.clock.now, 1.1);
    expect(await overdue()).toBe(1);
    await house.eraseDue();
    expect(await overdue()).toBe(0);
  });
});
