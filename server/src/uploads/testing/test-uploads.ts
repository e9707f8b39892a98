import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pino from 'pino';

import type { SubmitterActor } from '../../actor.ts';
import { insertCustomer, insertFirm } from '../../db/testing/rows.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { createHttpApp } from '../../http/create-http-app.ts';
import { type KeyRing, openKeyRing } from '../../keys/key-ring.ts';
import { openSegmentStore, type SegmentStore, type SegmentStoreOptions } from '../../storage/segment-store.ts';
import { openStoredFile } from '../stored-files.ts';
import { registerUploadsRoutes } from '../uploads.routes.ts';
import { createUploads, type Uploads } from '../uploads.service.ts';
import { findSubmitter } from './find-submitter.ts';
import { createTestTargets, insertDropoff, type TestLimits } from './test-target.ts';

const GIB = 1024 ** 3;

export type TestUploadsOptions = {
  limits?: Partial<TestLimits>;
  cut?: { bytes: number; milliseconds: number };
  dataDir?: string;
  store?: Partial<SegmentStoreOptions>;
  database?: TestDatabase;
  clock?: () => Date;
};

export type TestUploads = AsyncDisposable & {
  dataDir: string;
  database: TestDatabase;
  keys: KeyRing;
  store: SegmentStore;
  uploads: Uploads;
  targets: ReturnType<typeof createTestTargets>;
  firmId: string;
  fatal: Error[];
  /** A new open drop-off. */
  open(): Promise<{ actor: SubmitterActor; containerId: string; token: string }>;
  readFile(fileId: string, size: number): Promise<Buffer>;
};

/** The room on a real database, disk and key ring. */
export async function createTestUploads(options: TestUploadsOptions = {}): Promise<TestUploads> {
  await using stack = new AsyncDisposableStack();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'schleuse-uploads-')));
  if (!options.dataDir) stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const database = options.database ?? stack.use(await createTestDatabase());
  const log = pino({ level: 'silent' });
  const keys = await openKeyRing({ dataDir: join(dataDir, 'data'), rootKeyFile: join(dataDir, 'root-key') });
  const fatal: Error[] = [];
  const store = await openSegmentStore({
    log,
    onFatal: (error) => fatal.push(error),
    dataDir: join(dataDir, 'data'),
    ...options.store,
  });
  stack.defer(() => store.close());
  const targets = createTestTargets({ maxFileBytes: GIB, maxTotalBytes: 4 * GIB, maxFiles: 10_000, ...options.limits });
  const clock = options.clock ?? (() => new Date());
  const { cut } = options;
  const uploads = createUploads({ database, store, keys, targets, events: targets, log, clock, ...(cut && { cut }) });
  const firmId = await insertFirm(database);
  await keys.createFirmKeys(firmId);
  const customerId = await insertCustomer(database, firmId);
  const moved = stack.move();
  return {
    dataDir: join(dataDir, 'data'),
    database,
    keys,
    store,
    uploads,
    targets,
    firmId,
    fatal,
    open: () => insertDropoff(database, keys, firmId, customerId),
    async readFile(fileId, size) {
      const pieces: Buffer[] = [];
      for await (const piece of openStoredFile({ database, store, keys }, firmId, fileId, 0, size)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

/** The room behind a real socket. */
export async function listen(
  test: TestUploads,
  options: { idleMs?: number } = {},
): Promise<AsyncDisposable & { url: string; port: number }> {
  const app = await createHttpApp({
    publicUrl: new URL('http://127.0.0.1:1'),
    version: '0.0.0',
    log: pino({ level: 'silent' }),
    actorFinder: {
      findStaff: async () => undefined,
      findSubmitter: (token) => findSubmitter(test.database, token),
    },
  });
  await registerUploadsRoutes(app, { uploads: test.uploads, ...options });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/uploads`, port, [Symbol.asyncDispose]: () => app.close() };
}
