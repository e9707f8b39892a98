import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startGenerator } from '../load/start-generator.ts';
import { median } from '../median.ts';
import { measure, type Measurement } from '../measure.ts';
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
  /** The same of the processor seconds of server and database, which other programs on the machine disturb less. */
  processorPercent: number;
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

  const measureOne = async (subject: typeof on, workload: Workload, round: number): Promise<Measurement> => {
    const requests = await subject.uploads(workload, round);
    return await measure(generator, subject, { workload, direction: 'up', round, requests });
  };
  const costs: UploadCost[] = [];
  for (const workload of workloads) {
    const pairs: { on: Measurement; off: Measurement }[] = [];
    const costOf = (figure: 'seconds' | 'cpuSecondsPerGb'): number =>
      median(pairs.map((pair) => (pair.on[figure] / pair.off[figure] - 1) * 100));
    // The first round wakes everything up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const order = round % 2 === 0 ? [on, off] : [off, on];
      const taken = new Map<unknown, Measurement>();
      for (const subject of order) taken.set(subject, await measureOne(subject, workload, round));
      const pair = { on: taken.get(on), off: taken.get(off) };
      if (round > 0 && pair.on && pair.off) pairs.push({ on: pair.on, off: pair.off });
    }
    costs.push({
      workload: workload.title,
      secondsOn: median(pairs.map((pair) => pair.on.seconds)),
      secondsOff: median(pairs.map((pair) => pair.off.seconds)),
      costPercent: costOf('seconds'),
      processorPercent: costOf('cpuSecondsPerGb'),
      rounds,
    });
  }
  return costs;
}
