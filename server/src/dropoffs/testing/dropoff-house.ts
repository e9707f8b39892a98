import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pino from 'pino';

import type { StaffActor, SubmitterActor } from '../../actor.ts';
import { insertAccount, insertCustomer, insertFirm } from '../../db/testing/rows.ts';
import { assertMay } from '../../access/may.ts';
import { createAttempts } from '../../access/attempts.ts';
import { createReportLimit } from '../../access/report-limit.ts';
import { createProofOfWork } from '../../access/proof-of-work.ts';
import { createCustomers } from '../../customers/customers.service.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { createEvidenceLog } from '../../evidence/evidence-log.ts';
import { createArchives } from '../../archives/archives.service.ts';
import { createFiles } from '../../files/files.service.ts';
import { createQuarantine } from '../../files/quarantine.ts';
import { createFirms } from '../../firms/firms.service.ts';
import { openKeyRing } from '../../keys/key-ring.ts';
import { createRequests } from '../../requests/requests.service.ts';
import { createProfiles } from '../../profiles/profiles.service.ts';
import { eraseContainer } from '../../retention/erase-container.ts';
import { eraseDue } from '../../retention/erase-due.ts';
import type { EraseDueDeps } from '../../retention/erase-due-deps.ts';
import { createRetention, type RetentionDeps } from '../../retention/retention.service.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { createNotifications } from '../../notifications/notifications.service.ts';
import { openSegmentStore } from '../../storage/segment-store.ts';
import { createStoredFiles } from '../../uploads/stored-files.ts';
import { createUploads } from '../../uploads/uploads.service.ts';
import { createDropoffs } from '../dropoffs.service.ts';
import { createDueDropoffs, describeErased, forgetContents } from '../due-dropoffs.ts';
import type { DropoffsDeps } from '../dropoffs-deps.ts';
import { createNewContainers } from '../new-containers.ts';
import { createOpeningLimits } from '../opening-limits.ts';
import { uploadJobs } from '../upload-jobs.ts';
import { createUploadTargets } from '../upload-targets.ts';
import { sendFile, type TestFile } from './send-file.ts';

export type DropoffHouse = Awaited<ReturnType<typeof buildDropoffHouse>>;

const log = pino({ level: 'silent' });

/**
 * The rooms around a drop-off on a real database, key ring and disk, with one firm and one customer (10100) in it. The
 * clock is the tests' to move. With the base and database of another house it is the same one, started again.
 */
export async function buildDropoffHouse(
  options: { base?: string; database?: TestDatabase; scansFiles?: boolean } = {},
) {
  await using stack = new AsyncDisposableStack();
  const { scansFiles = false } = options;
  const base = options.base ?? (await mkdtemp(join(tmpdir(), 'schleuse-dropoffs-')));
  if (!options.base) stack.defer(() => rm(base, { recursive: true, force: true }));
  const dataDir = join(base, 'data');
  const database = options.database ?? stack.use(await createTestDatabase());
  const keys = await openKeyRing({ dataDir, rootKeyFile: join(base, 'root-key') });
  const store = await openSegmentStore({ dataDir, log, onFatal: fail });
  stack.defer(() => store.close());

  const clock = { now: new Date('2026-11-21T10:00:00.000Z'), jumpedMs: 0 };
  const notifications = createNotifications({
    enqueue,
    publicUrl: new URL('http://127.0.0.1'),
    clock: () => clock.now,
  });
  const firms = createFirms({ database, keys, owners: { prepareOwner: fail } });
  const targets = createUploadTargets({ clock: () => clock.now, notifications, jobs: uploadJobs(scansFiles) });
  const uploads = createUploads({
    database,
    store,
    keys,
    targets,
    events: targets,
    log,
    clock: () => clock.now,
    scansFiles,
  });
  const stored = createStoredFiles({ database, store, keys });
  const files = createFiles({ database, clock: () => clock.now, stored });
  const quarantine = createQuarantine({
    database,
    clock: () => clock.now,
    dropBytes: uploads.dropBytes,
    notifications,
  });
  const attempts = createAttempts({ database, hashKey: keys.deriveSecret('attempts') });
  const proofOfWork = createProofOfWork({ database, secret: keys.deriveSecret('proof-of-work') });
  const customers = createCustomers({ database, attempts, proofOfWork, firms, slowestRefusal: 0 });
  const evidenceLog = createEvidenceLog({ database, keys, publicHost: 'einsenden.example', log });
  const deps: DropoffsDeps = {
    database,
    clock: () => clock.now,
    keys,
    newContainers: createNewContainers({ database, keys }),
    firms,
    customers,
    openings: createOpeningLimits({ attempts, proofOfWork, reportLimit: createReportLimit({ database, attempts }) }),
    profiles: createProfiles({ database, clock: () => clock.now }),
    requests: createRequests({ database, firms, customers, clock: () => clock.now }),
    inspectFile: createArchives({ database, openStoredFile: stored.openStoredFile }).inspectFile,
    uploads,
    files,
    notifications,
    proveSubmission: (firmId, subjectId, waitMs) =>
      evidenceLog.proveEvent(firmId, { kind: 'dropoff-submitted', subjectId }, waitMs),
  };
  const dropoffs = createDropoffs(deps);
  const due = createDueDropoffs({ notifications });
  const erasing: EraseDueDeps = {
    database,
    describe: describeErased,
    getFirm: (firmId) => firms.getFirm(firmId),
    signReceipt: keys.signReceipt,
    // Only a test that says so lets the clock jump.
    uptimeMs: () => clock.now.getTime() - clock.jumpedMs,
    notifyErasureAlarm: notifications.notifyErasureAlarm,
    destroyContainerKeys: keys.destroyContainerKeys,
    removeObjects: uploads.removeObjects,
    forget: forgetContents,
    clock: () => clock.now,
    perishables: [due],
    listFirmIds: () => firms.listFirmIds(),
    log,
  };
  const retentionDeps: RetentionDeps = {
    ...erasing,
    assertMay,
    proveErasure: (firmId, subjectId, waitMs) => evidenceLog.proveEvent(firmId, { kind: 'erased', subjectId }, waitMs),
  };
  const retention = createRetention(retentionDeps);

  /** A firm with keys, a member of staff and customer 10100. */
  async function addFirm(values: { eraseAfterDays?: number } = {}) {
    const id = randomUUID();
    const { receiptPublicKey } = await keys.createFirmKeys(id);
    await insertFirm(database, {
      id,
      receipt_public_key: receiptPublicKey,
      ...(values.eraseAfterDays !== undefined && { erase_after_days: values.eraseAfterDays }),
    });
    const accountId = await insertAccount(database, id);
    await insertCustomer(database, id, { number: '10100' });
    const staff: StaffActor = { kind: 'staff', firmId: id, accountId, role: 'agent', sessionId: randomUUID() };
    return { id, staff };
  }

  /** A drop-off of customer 10100 with its submitter. */
  async function openOne(firmId: string, note = '') {
    const anonymous = { kind: 'anonymous', firmId } as const;
    const opened = await dropoffs.open(anonymous, { customerNumber: '10100', note, clientKey: 'test' });
    const submitter: SubmitterActor = { kind: 'submitter', firmId, dropoffId: opened.id };
    return { ...opened, submitter };
  }

  const moved = stack.move();
  return {
    base,
    dataDir,
    database,
    keys,
    store,
    clock,
    deps,
    evidenceLog,
    firms,
    notifications,
    dropoffs,
    files,
    stored,
    quarantine,
    uploads,
    due,
    erasing,
    retention,
    retentionDeps,
    log,
    addFirm,
    openOne,
    send: (submitter: SubmitterActor, file: TestFile) => sendFile({ uploads, store }, submitter, file),
    /** Mails about a drop-off: kind and text. */
    mailsAbout: async (firmId: string, dropoffId: string) =>
      await database.inFirm(firmId, (tx) =>
        tx.selectFrom('mails').select(['kind', 'body']).where('dropoff_id', '=', dropoffId).execute(),
      ),
    containerOf: async (firmId: string, dropoffId: string) => {
      const row = await database.inFirm(firmId, (tx) =>
        tx
          .selectFrom('dropoffs as d')
          .innerJoin('containers as c', 'c.id', 'd.container_id')
          .selectAll('c')
          .where('d.id', '=', dropoffId)
          .executeTakeFirstOrThrow(),
      );
      return row;
    },
    /** What the job does. */
    erase: (firmId: string, containerId: string) => eraseContainer(erasing, firmId, containerId),
    /** What the run does. */
    eraseDue: () => eraseDue(erasing),
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

function fail(error?: unknown): never {
  throw error instanceof Error ? error : new Error('not part of this test');
}

/** A moment so many hours later. */
export function hoursAfter(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * 3_600_000);
}
