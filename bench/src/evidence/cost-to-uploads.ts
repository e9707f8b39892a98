import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startGenerator } from '../load/start-generator.ts';
import { median } from '../median.ts';
import { measure } from '../measure.ts';
import { startSchleuse } from '../subjects/schleuse.ts';
import type { Workload } from '../workloads.ts';

const withoutEvents = fileURLToPath(new URL('without-events.ts', import.meta.url));
const quiet = '--disable-warning=ExperimentalWarning';

export type UploadCost = {
  workload: string;
  /** Medians of all rounds. */
  secondsOn: number;
  secondsOff: number;
  /** Median over the rounds of how much longer the one took than the other in the same round. */
  costPercent: number;
  rounds: number;
};

/** The same uploads to the same program with and without events, in turn, so that a slow minute hits both. */
export async function measureUploadCost(base: string, workloads: Workload[], rounds: number): Promise<UploadCost[]> {
  const [onBase, offBase] = [join(base, 'on'), join(base, 'off')];
  await mkdir(onBase, { recursive: true });
  await mkdir(offBase, { recursive: true });
  await using on = await startSchleuse(onBase, [quiet]);
  await using off = await startSchleuse(offBase, [quiet, '--import', withoutEvents]);
  using generator = startGenerator();

  const timeOf = async (subject: typeof on, workload: Workload, round: number): Promise<number> => {
    const requests = await subject.uploads(workload, round);
    return (await measure(generator, subject, { workload, direction: 'up', round, requests })).seconds;
  };
  const costs: UploadCost[] = [];
  for (const workload of workloads) {
    const [withEvents, without]: [number[], number[]] = [[], []];
    // The first round wakes everything up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const order = round % 2 === 0 ? [on, off] : [off, on];
      const seconds = new Map<unknown, number>();
      for (const subject of order) seconds.set(subject, await timeOf(subject, workload, round));
      if (round === 0) continue;
      withEvents.push(seconds.get(on) ?? 0);
      without.push(seconds.get(off) ?? 0);
    }
    costs.push({
      workload: workload.title,
      secondsOn: median(withEvents),
      secondsOff: median(without),
      costPercent: median(withEvents.map((on, round) => (on / (without[round] ?? on) - 1) * 100)),
      rounds,
    });
  }
  return costs;
}
