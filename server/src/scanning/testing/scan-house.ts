import { randomUUID } from 'node:crypto';

import type { StaffActor } from '../../actor.ts';
import { assertMay } from '../../access/may.ts';
import { insertAccount } from '../../db/testing/rows.ts';
import { createScanOwner } from '../../dropoffs/become-ready.ts';
import { buildDropoffHouse } from '../../dropoffs/testing/dropoff-house.ts';
import { startJobs } from '../../jobs/start-jobs.ts';
import type { ScannerAddress } from '../clamd.ts';
import { createScanTasks } from '../scan.jobs.ts';
import type { ScanTimes } from '../scan-deps.ts';
import { createScanning } from '../scanning.service.ts';

export type ScanHouse = Awaited<ReturnType<typeof buildScanHouse>>;

const impatient: ScanTimes = {
  stepMs: 1_500,
  verdictMs: 3_000,
  probeMs: 1_500,
  checkEveryMs: 500,
  retryMs: [100, 400],
  retryFileMs: [100, 400],
  alarmAfterMs: [500, 2_000],
  slowAfterMs: 1_800_000,
};

/** Drop-offs, jobs and the scanning of their files, with a firm that has an owner and an agent. */
export async function buildScanHouse(
  address: ScannerAddress | undefined,
  options: { scansFiles?: boolean; times?: Partial<ScanTimes> } = {},
) {
  await using stack = new AsyncDisposableStack();
  const house = stack.use(await buildDropoffHouse({ scansFiles: options.scansFiles ?? address !== undefined }));
  const { database, notifications, log, firms } = house;
  const scanningTo = (to: ScannerAddress | undefined) =>
    createScanning({
      database,
      log,
      // Time passes here: alarms depend on it.
      clock: () => new Date(),
      address: to,
      maxSignatureDays: 7,
      listFirmIds: () => firms.listFirmIds(),
      openStoredFile: house.stored.openStoredFile,
      owner: createScanOwner({ clock: () => house.clock.now, notifications }),
      notifications,
      assertMay,
      times: { ...impatient, ...options.times },
    });
  const scanning = scanningTo(address);
  stack.use(await startJobs({ connection: database.connection, log }, createScanTasks(scanning)));
  stack.use(await scanning.start());
  const firm = await house.addFirm();
  const accountId = await insertAccount(database, firm.id, { role: 'owner', email: 'leitung@musterhaus.example' });
  const owner: StaffActor = { kind: 'staff', firmId: firm.id, accountId, role: 'owner', sessionId: randomUUID() };

  /** A submitted drop-off with these files; their ids in the same order. */
  async function dropOff(files: Record<string, Uint8Array>) {
    const one = await house.openOne(firm.id);
    const ids: string[] = [];
    for (const [name, bytes] of Object.entries(files)) {
      ids.push(await house.send(one.submitter, { name, segments: [bytes] }));
    }
    const receipt = await house.dropoffs.submit(one.submitter, one.id, {});
    return { ...one, ids, receipt };
  }

  const moved = stack.move();
  return {
    ...house,
    firm,
    agent: firm.staff,
    owner,
    scanning,
    scanningTo,
    dropOff,
    /** How each file stands, by name; straight from the table. */
    scansOf: async (dropoffId: string): Promise<Record<string, string>> => {
      const { rows } = await database.asOwner(
        `select f.name, f.scan from files f join dropoffs d using (container_id) where d.id = '${dropoffId}'`,
      );
      return Object.fromEntries((rows as { name: string; scan: string }[]).map(({ name, scan }) => [name, scan]));
    },
    alarms: async (): Promise<{ subject: string; recipient: string; body: string }[]> => {
      const { rows } = await database.asOwner(
        `select subject, recipient, body from mails where kind = 'alarm' order by created_at`,
      );
      return rows as { subject: string; recipient: string; body: string }[];
    },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}
