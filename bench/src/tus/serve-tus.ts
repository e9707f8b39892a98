// One tus door, ours or the library's, over our own store, key ring and database: what compare-tus.ts measures.
// Arguments: own|library, directory, port
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';

import type { SubmitterActor } from '../../../server/src/actor.ts';
import type { Database } from '../../../server/src/db/database.ts';
import { startDatabase } from '../../../server/src/db/start-database.ts';
import { createHttpApp } from '../../../server/src/http/create-http-app.ts';
import { createMetrics, registerHealthRoutes } from '../../../server/src/http/health.routes.ts';
import { openKeyRing } from '../../../server/src/keys/key-ring.ts';
import { createLog } from '../../../server/src/log.ts';
import { openSegmentStore } from '../../../server/src/storage/segment-store.ts';
import type { UploadTarget } from '../../../server/src/uploads/upload-ports.ts';
import { registerUploadsRoutes } from '../../../server/src/uploads/uploads.routes.ts';
import { createUploads } from '../../../server/src/uploads/uploads.service.ts';
import { createTusLibraryServer } from './tus-library.ts';

const [door = 'own', directory = '.', port = '0'] = process.argv.slice(2);
const dataDir = join(directory, 'data');
const log = createLog('warn');
const keys = await openKeyRing({ dataDir, rootKeyFile: join(directory, 'root-key') });
const running = await startDatabase({ dataDir, databaseUrl: undefined, log });
const { database } = running;
const store = await openSegmentStore({ dataDir, log, onFatal: () => process.exit(1) });
const actor: SubmitterActor = { kind: 'submitter', firmId: randomUUID(), dropoffId: randomUUID() };
const target = await makeTarget(database);
const uploads = createUploads({
  database,
  store,
  keys,
  log,
  clock: () => new Date(),
  targets: { targetFor: async () => target },
  events: {
    progressed: async () => undefined,
    completed: async () => undefined,
    ended: async () => undefined,
    withdrawn: async () => undefined,
  },
});

const publicUrl = new URL(`http://127.0.0.1:${port}`);
const app = await createHttpApp({
  publicUrl,
  version: 'bench',
  log,
  actorFinder: { findStaff: async () => undefined, findSubmitter: async () => actor },
});
const registry = createMetrics();
registerHealthRoutes(app, {
  version: 'bench',
  registry,
  checkReadiness: async () => ({ ready: true, database: null, scanner: 'none' }),
});
await registerUploadsRoutes(app, { uploads });
if (door === 'own') {
  await app.listen({ port: Number(port), host: '127.0.0.1' });
} else {
  await app.ready();
  const library = createTusLibraryServer(uploads, actor);
  createServer((request, response) => {
    if (request.url?.startsWith('/api/uploads')) void library.handle(request, response);
    else app.routing(request, response);
  }).listen(Number(port), '127.0.0.1');
}

async function stop(): Promise<void> {
  await running[Symbol.asyncDispose]();
  process.exit();
}

process.once('SIGTERM', () => void stop());

async function makeTarget(db: Database): Promise<UploadTarget> {
  const { firmId } = actor;
  await keys.createFirmKeys(firmId);
  const id = randomUUID();
  const { algorithm, publicKey } = await keys.createContainerKeys(firmId, id);
  await db.inFirm(firmId, async (tx) => {
    await tx
      .insertInto('firms')
      .values({ id: firmId, name: 'Musterhaus Software GmbH', receipt_public_key: randomBytes(32) })
      .execute();
    const container = {
      id,
      firm_id: firmId,
      kind: 'dropoff' as const,
      key_algorithm: algorithm,
      public_key: Buffer.from(publicKey),
    };
    await tx.insertInto('containers').values(container).execute();
  });
  const limit = Number.MAX_SAFE_INTEGER;
  return {
    container: { firmId, id, algorithm, publicKey },
    maxFileBytes: limit,
    maxTotalBytes: limit,
    maxFiles: 1_000_000,
    progressAt: null,
    expiresAt: new Date(Date.now() + 86_400_000),
  };
}
