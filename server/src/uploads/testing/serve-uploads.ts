import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import pino from 'pino';

import type { SubmitterActor } from '../../actor.ts';
import { startDatabase } from '../../db/start-database.ts';
import { insertCustomer, insertFirm } from '../../db/testing/rows.ts';
import { createHttpApp } from '../../http/create-http-app.ts';
import { openKeyRing } from '../../keys/key-ring.ts';
import { openSegmentStore } from '../../storage/segment-store.ts';
import { openStoredFile } from '../stored-files.ts';
import { registerUploadsRoutes } from '../uploads.routes.ts';
import { createUploads } from '../uploads.service.ts';
import { findSubmitter } from './find-submitter.ts';
import { createTestTargets, insertDropoff } from './test-target.ts';

// The room as a process of its own, to be killed: `serve-uploads.ts <directory>`. Says one line of JSON when it listens.

type Made = { firmId: string; token: string; actor: SubmitterActor };

const directory = process.argv[2] ?? '';
const dataDir = join(directory, 'data');
const log = pino({ level: process.env['SERVE_LOG'] ?? 'silent' }, pino.destination(2));
await mkdir(dataDir, { recursive: true });
const keys = await openKeyRing({ dataDir, rootKeyFile: join(directory, 'root-key') });
const running = await startDatabase({ dataDir, databaseUrl: undefined, log });
const { database } = running;
const store = await openSegmentStore({ dataDir, log, onFatal: () => process.exit(1) });
const tebibyte = 1024 ** 4;
const targets = createTestTargets({ maxFileBytes: tebibyte, maxTotalBytes: tebibyte, maxFiles: 100_000 });
const cut = { bytes: Number(process.env['SERVE_CUT_BYTES'] ?? 64 * 1024 * 1024), milliseconds: 20_000 };
const clock = (): Date => new Date();
const uploads = createUploads({ database, store, keys, targets, events: targets, log, clock, cut });
const made = await readMade().catch(makeFirst);

const app = await createHttpApp({
  publicUrl: new URL('http://127.0.0.1:1'),
  version: '0.0.0',
  log,
  actorFinder: {
    findStaff: async () => undefined,
    findSubmitter: (token) => findSubmitter(database, token),
  },
});
await registerUploadsRoutes(app, { uploads });
app.get('/stored/:id', async (request, reply) => {
  const { id } = request.params as { id: string };
  const file = await database.inFirm(made.firmId, (tx) =>
    tx.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  reply.header('sha256', file.sha256?.toString('hex') ?? 'none');
  return reply.send(openStoredFile({ database, store, keys }, made.firmId, id, 0, file.size));
});
app.get('/received/:id', async (request) => {
  const { id } = request.params as { id: string };
  return await database.inFirm(made.firmId, (tx) =>
    tx.selectFrom('uploads').select('received').where('id', '=', id).executeTakeFirstOrThrow(),
  );
});
app.post('/sweep', async () => await uploads.sweepOrphans(0));
app.get('/memory', async () => ({ ...process.memoryUsage(), peak: process.resourceUsage().maxRSS * 1024 }));
await app.listen({ host: '127.0.0.1', port: Number(process.env['SERVE_PORT'] ?? 0) });
const { port } = app.server.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ port, ...made })}\n`);

process.once('SIGTERM', async () => {
  await app.close();
  await store.close();
  await running[Symbol.asyncDispose]();
});

async function readMade(): Promise<Made> {
  return JSON.parse(await readFile(join(directory, 'made.json'), 'utf8')) as Made;
}

async function makeFirst(): Promise<Made> {
  const firmId = await insertFirm(database);
  await keys.createFirmKeys(firmId);
  const { actor, token } = await insertDropoff(database, keys, firmId, await insertCustomer(database, firmId));
  const first = { firmId, token, actor };
  await writeFile(join(directory, 'made.json'), JSON.stringify(first));
  return first;
}
