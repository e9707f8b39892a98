import { access, constants, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { AppOptions } from './app.ts';
import type { Config } from './config.ts';
import { registerChallengeRoute } from './customers/customers.routes.ts';
import { intakeRole } from './db/app-role.ts';
import { attachDatabase } from './db/attach-database.ts';
import { lockDirectory } from './db/data-directory-lock.ts';
import { StartRefused } from './db/database-errors.ts';
import { registerDropoffRoutes, registerReceiptRoutes } from './dropoffs/dropoffs.routes.ts';
import { createReceiptPrinter } from './dropoffs/receipt-printer.ts';
import { createReceiptThread } from './dropoffs/receipt-thread.ts';
import { registerEvidenceRoutes } from './evidence/evidence.routes.ts';
import { registerPublicFirmRoutes } from './firms/firms.routes.ts';
import { registerPublicLookRoutes } from './firms/looks.routes.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { createMetrics, registerHealthRoutes } from './http/health.routes.ts';
import type { HttpApp } from './http/http-app.ts';
import { registerPages, webRoot } from './http/pages.ts';
import { createIntakeServices } from './intake-services.ts';
import { createIntakeKeys } from './keys/intake-keys.ts';
import { openSharedSecrets } from './keys/shared-secret.ts';
import { registerRequestLookRoute } from './requests/requests.routes.ts';
import { openSegmentStore } from './storage/segment-store.ts';
import { registerContactRoutes } from './messages/messages.routes.ts';
import { registerUploadsRoutes } from './uploads/uploads.routes.ts';
import { readVersion } from './version.ts';

export type IntakeApp = AsyncDisposable & { http: HttpApp; listen(): Promise<void> };

/**
 * A process that takes files in and can open nothing: no root key, no key ring, a role of its own in the database. Staff
 * routes do not exist here. Disposing ends everything in the reverse order.
 * @throws StartRefused where it could read keys after all, or the process with the role app has not prepared its place
 */
export async function createIntakeApp(options: Omit<AppOptions, 'setupToken' | 'uptimeMs'>): Promise<IntakeApp> {
  const { config, log, onFatal, clock = () => new Date() } = options;
  await using stack = new AsyncDisposableStack();
  const version = await readVersion();
  await refuseKeysInReach(config);
  // What this process makes is for its group too, which takes it away at the end.
  process.umask(0o007);
  const running = stack.use(
    await attachDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, role: intakeRole, log }),
  );
  const { database } = running;
  const secrets = await openSharedSecrets(config.dataDir, { make: false });
  stack.use(await lockObjects(config.dataDir));
  const store = await openSegmentStore({ dataDir: config.dataDir, log, onFatal, shared: true });
  stack.defer(() => store.close());
  const services = createIntakeServices({ log, database, keys: createIntakeKeys(), secrets, store, clock });
  const { customers, dropoffs, evidenceLog, firms, looks, postMessage, profiles, requests, uploads } = services;
  stack.defer(() => uploads.settle());

  const http = await createHttpApp({
    publicUrl: config.publicUrl,
    version,
    log,
    bodyPatience: options,
    actorFinder: { findStaff: async () => undefined, findSubmitter: (token) => dropoffs.findSubmitter(token) },
  });
  stack.defer(() => http.close());
  const checkReadiness = async () => {
    const found = await running.serverVersion().catch(() => null);
    return { ready: found !== null, database: found };
  };
  registerHealthRoutes(http, { version, registry: createMetrics(), checkReadiness });
  registerPublicFirmRoutes(http, { firms, profiles, version });
  registerPublicLookRoutes(http, { looks, firms });
  registerChallengeRoute(http, { customers });
  registerContactRoutes(http, { postMessage, firms });
  registerRequestLookRoute(http, { requests, firms });
  registerDropoffRoutes(http, { dropoffs, firms });
  registerReceiptRoutes(http, { dropoffs, renderReceiptPdf: createReceiptPrinter(createReceiptThread()) });
  await registerUploadsRoutes(http, { uploads });
  registerEvidenceRoutes(http, { evidenceLog });
  await registerPages(http, webRoot, config.roles);
  await http.ready();
  const owned = stack.move();
  return {
    http,
    listen: async () => void (await http.listen({ port: config.port, host: config.host })),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function isReadable(path: string): Promise<boolean> {
  return await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

/** Taking the root key from this process is the whole point: one that could read it or the key ring does not start. */
async function refuseKeysInReach({ rootKeyFile, dataDir }: Config): Promise<void> {
  const how = 'run it as a user of its own (docs/operating/roles.md)';
  if (await isReadable(rootKeyFile)) {
    throw new StartRefused(`a process with the role intake alone must not be able to read ${rootKeyFile}: ${how}`);
  }
  const keyring = join(dataDir, 'keyring');
  const entered = await readdir(keyring).then(
    () => true,
    () => false,
  );
  if (entered)
    throw new StartRefused(`a process with the role intake alone must not be able to read ${keyring}: ${how}`);
}

async function lockObjects(dataDir: string): Promise<AsyncDisposable> {
  return await lockDirectory(join(dataDir, 'objects'), 'intake.lock', (holder) =>
    holder === undefined
      ? `the objects in ${dataDir} are in use by this process`
      : `another process (${holder}) takes files into ${dataDir} already`,
  );
}
