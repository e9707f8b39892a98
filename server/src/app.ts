import { uptime } from 'node:os';

import { registerAccountRoutes } from './accounts/account.routes.ts';
import { registerAgreementRoutes } from './agreements/agreements.routes.ts';
import { registerPasskeyRoutes } from './accounts/passkeys.routes.ts';
import { registerPasswordResetRoutes } from './accounts/password-resets.routes.ts';
import { createSessionViewer } from './accounts/session-view.ts';
import { registerSessionRoutes, signInNewOwner } from './accounts/session.routes.ts';
import { registerTeamRoutes } from './accounts/team.routes.ts';
import { registerBackupMetrics } from './backup/backup-metrics.ts';
import { backupCron, createBackupTasks, enqueueBackup } from './backup/backup.jobs.ts';
import { mirrorLogsOnly } from './backup/log-mirror.ts';
import { readLastBackup } from './backup/last-backup.ts';
import { reconcileRestored } from './backup/reconcile-restored.ts';
import { assertNoUnfinishedRestore } from './backup/restored-mark.ts';
import { runBackup } from './backup/run-backup.ts';
import { cron, enqueueMissedWork, gatherTasks } from './background-jobs.ts';
import type { Config } from './config.ts';
import { registerChallengeRoute, registerCustomerRoutes } from './customers/customers.routes.ts';
import { appRole } from './db/app-role.ts';
import { attachDatabase } from './db/attach-database.ts';
import { lockDataDirectory, lockDirectory } from './db/data-directory-lock.ts';
import { findGroup } from './db/postgres-user.ts';
import { type RunningDatabase, startDatabase } from './db/start-database.ts';
import { keepContainersPrepared } from './dropoffs/keep-containers-prepared.ts';
import { registerDropoffRoutes, registerReceiptRoutes } from './dropoffs/dropoffs.routes.ts';
import { registerInboxEventRoutes } from './dropoffs/inbox-events.routes.ts';
import { registerInboxRoutes } from './dropoffs/inbox.routes.ts';
import { createReceiptPrinter } from './dropoffs/receipt-printer.ts';
import { createReceiptThread } from './dropoffs/receipt-thread.ts';
import { registerEvidenceRoutes } from './evidence/evidence.routes.ts';
import { registerErasureRoutes } from './dropoffs/erasure.routes.ts';
import { renderErasurePdf } from './dropoffs/erasure-pdf.ts';
import { registerFileRoutes } from './files/files.routes.ts';
import { registerFirmRoutes, registerPublicFirmRoutes } from './firms/firms.routes.ts';
import { registerLookRoutes, registerPublicLookRoutes } from './firms/looks.routes.ts';
import type { BodyPatience } from './http/body-patience.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { createMetrics, type Readiness, registerHealthRoutes } from './http/health.routes.ts';
import type { HttpApp } from './http/http-app.ts';
import { registerOpenApi } from './http/openapi.ts';
import { registerPages, webRoot } from './http/pages.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { type KeyRing, openKeyRing } from './keys/key-ring.ts';
import { openSharedSecrets } from './keys/shared-secret.ts';
import type { Log } from './log.ts';
import { registerProfileRoutes } from './profiles/profiles.routes.ts';
import { registerContactRoutes, registerMessageRoutes } from './messages/messages.routes.ts';
import { registerProtocolRoutes } from './protocol/protocol.routes.ts';
import { registerRequestLookRoute, registerRequestRoutes } from './requests/requests.routes.ts';
import { registerRetentionRoutes } from './retention/retention.routes.ts';
import { registerRetentionMetrics } from './retention/retention-metrics.ts';
import { countOverdue } from './retention/count-overdue.ts';
import { registerScanMetrics } from './scanning/scan-metrics.ts';
import { registerScanningRoutes } from './scanning/scanning.routes.ts';
import { createServices, type Services } from './services.ts';
import type { Roles } from './roles.ts';
import { registerSftpRoutes } from './sftp/sftp.routes.ts';
import { startSftp } from './sftp/start-sftp.ts';
import { openSegmentStore } from './storage/segment-store.ts';
import { shareObjects } from './storage/share-objects.ts';
import { registerUploadsRoutes } from './uploads/uploads.routes.ts';
import { readVersion } from './version.ts';

export type AppOptions = {
  config: Config;
  log: Log;
  /** The secret of the set-up link; of use only until the first firm exists. */
  setupToken: string;
  /** Told once when going on would be unsafe, e.g. after a failed fsync. */
  onFatal: (error: Error) => void;
  /** Moved by tests, together: what a clock shows is compared with how long the machine has been up. */
  clock?: () => Date;
  uptimeMs?: () => number;
} & BodyPatience;

export type App = AsyncDisposable & {
  http: HttpApp;
  services: Services;
  listen(): Promise<void>;
};

/**
 * Starts everything but the listening: keys, database, storage, services, routes, jobs. Disposing ends them in the
 * reverse order: first no new requests, last the database.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, log, clock = () => new Date(), uptimeMs = () => uptime() * 1000 } = options;
  await using stack = new AsyncDisposableStack();
  const version = await readVersion();
  await assertNoUnfinishedRestore(config.dataDir);
  const { dataDir, databaseUrl, roles } = config;
  // Two servers that begin at the same moment must not make a root key each.
  if (roles.has('app')) stack.use(await lockDataDirectory(dataDir));
  // Before the database: on an empty data directory it makes the root key, on any other it must find it.
  const keys = await openKeyRing(config);
  const intakeGroup = config.intakeGroup === undefined ? undefined : await findGroup(config.intakeGroup);
  if (intakeGroup) await shareObjects(dataDir, intakeGroup.gid);
  const secrets = await openSharedSecrets(dataDir, { make: roles.has('app'), groupId: intakeGroup?.gid });
  const running = stack.use(
    roles.has('app')
      ? await startDatabase({ dataDir, databaseUrl, log, intakeGroup, locked: true })
      : await attachDatabase({ dataDir, databaseUrl, role: appRole, log }),
  );
  const { database } = running;
  const takesIn = roles.has('intake');
  const store = await openSegmentStore({ dataDir, log, onFatal: options.onFatal, takesIn });
  stack.defer(() => store.close());
  const services = createServices({ ...options, database, keys, secrets, store, clock, uptimeMs });
  if (roles.has('app'))
    await reconcileRestored({
      dataDir: config.dataDir,
      database,
      log,
      clock,
      listFirmIds: () => services.firms.listFirmIds(),
      holdsContainerKeys: keys.holdsContainerKeys,
      giveUpKeyless: services.giveUpKeyless,
      evidenceLog: services.evidenceLog,
      inventorySigner: keys.inventorySigner,
    });
  stack.defer(() => services.uploads.settle());
  const { backup } = config;
  if (roles.has('worker')) stack.use(await startWorking(options, { running, services, keys, version, clock }));

  const { accounts, dropoffs } = services;
  const http = await createHttpApp({
    publicUrl: config.publicUrl,
    version,
    log,
    bodyPatience: options,
    actorFinder: {
      findStaff: (token) => accounts.findSession(token),
      findSubmitter: (token) => dropoffs.findSubmitter(token),
    },
  });
  stack.defer(() => http.close());
  const checkReadiness = async (): Promise<Readiness> => {
    const found = await running.serverVersion().catch(() => null);
    // Without the scanner files are still taken in, so the server is ready; whoever watches it should know.
    const scanner = await services.scanning.status().catch(() => ({ state: 'checking' as const }));
    return { ready: found !== null, database: found, scanner: scanner.state };
  };
  const registry = createMetrics();
  if (backup) registerBackupMetrics(registry, () => readLastBackup(config.dataDir));
  const sftp = config.sftp && { ...config.sftp, hostKey: await keys.sftpHostKey() };
  if (roles.has('app'))
    registerSftpRoutes(http, { ...services, server: sftp && { ...sftp, host: config.publicUrl.hostname } });
  await registerRoutes(http, services, { version, registry, checkReadiness, clock, roles });
  const owned = stack.move();
  return {
    http,
    services,
    async listen() {
      // First, so that whoever finds the server ready finds all of it.
      if (sftp && roles.has('sftp'))
        owned.use(await startSftp({ ...services, ...sftp, signIn: services.sftpSignIn, database, log }));
      // Fastify says it on its own, once for every address; who starts the server is told in plain words (main.ts).
      const { level } = http.log;
      http.log.level = 'warn';
      await http.listen({ port: config.port, host: config.host });
      http.log.level = level;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type Working = {
  running: RunningDatabase;
  services: Services;
  keys: KeyRing;
  version: string;
  clock: () => Date;
};

/** What is done without being asked: jobs, the logs, and key pairs for an intake process where there is one. */
async function startWorking(
  { config, log }: AppOptions,
  { running, services, keys, version, clock }: Working,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const { backup, dataDir, roles } = config;
  const { database, connection } = running;
  stack.use(
    await lockDirectory(
      dataDir,
      'worker.lock',
      (holder) => `process ${holder ?? process.pid} works on ${dataDir} already`,
    ),
  );
  stack.use(services.evidenceLog.start());
  const takeBackup = async (to: string) => await runBackup({ ...config, to, keys, version, clock, log });
  const mirrorLogs = (to: string): Promise<void> => mirrorLogsOnly({ ...config, ...keys, to, log });
  const tasks = {
    ...gatherTasks(services, log),
    ...createBackupTasks({ backup, runBackup: takeBackup, mirrorLogs, log }),
  };
  stack.use(await startJobs({ connection, log }, tasks, [...cron, ...backupCron(backup)]));
  stack.use(await services.scanning.start());
  await enqueueMissedWork(database);
  if (backup) await database.outsideFirm(enqueueBackup);
  if (!roles.has('intake')) {
    const { listFirmIds } = services.firms;
    stack.use(await keepContainersPrepared({ database, keys, listFirmIds, log }));
  }
  return stack.move();
}

type HealthDeps = Parameters<typeof registerHealthRoutes>[1];

async function registerRoutes(
  http: HttpApp,
  services: Services,
  { version, registry, checkReadiness, clock, roles }: HealthDeps & { clock: () => Date; roles: Roles },
): Promise<void> {
  const {
    accounts,
    agreements,
    customers,
    looks,
    dropoffs,
    erasing,
    evidenceLog,
    files,
    firms,
    inboxFeed,
    messages,
    postMessage,
    profiles,
    protocol,
    requests,
    quarantine,
    retention,
    scanning,
    setUp,
    uploads,
  } = services;
  registerRetentionMetrics(registry, {
    countOverdue: () => countOverdue(erasing),
    runAgeSeconds: () => retention.runAgeSeconds(),
  });
  registerScanMetrics(registry, scanning);
  registerHealthRoutes(http, { version, registry, checkReadiness });
  if (roles.has('intake')) {
    registerDropoffRoutes(http, { dropoffs, firms });
    await registerUploadsRoutes(http, { uploads });
  }
  if (roles.has('intake') || roles.has('app')) {
    registerPublicFirmRoutes(http, { firms, profiles, version });
    registerPublicLookRoutes(http, { looks, firms });
    registerChallengeRoute(http, { customers });
    registerContactRoutes(http, { postMessage, firms });
    registerReceiptRoutes(http, { dropoffs, renderReceiptPdf: createReceiptPrinter(createReceiptThread()) });
    registerEvidenceRoutes(http, { evidenceLog });
    await registerPages(http, webRoot, roles);
  }
  if (!roles.has('app')) return void (await http.ready());
  registerFirmRoutes(http, {
    firms,
    setUp,
    signInNewOwner: (request, reply, owner) => signInNewOwner(accounts, request, reply, owner),
  });
  registerLookRoutes(http, { looks });
  registerPasswordResetRoutes(http, { accounts });
  const viewSession = createSessionViewer({ firm: (firmId) => firms.getFirm(firmId) });
  registerSessionRoutes(http, { accounts, viewSession });
  registerPasskeyRoutes(http, { accounts, viewSession });
  registerAccountRoutes(http, { accounts });
  registerTeamRoutes(http, { accounts });
  registerCustomerRoutes(http, { customers });
  registerProfileRoutes(http, { profiles });
  registerMessageRoutes(http, { messages });
  registerRequestRoutes(http, { requests });
  registerRequestLookRoute(http, { requests, firms });
  registerAgreementRoutes(http, { agreements });
  registerInboxRoutes(http, { dropoffs });
  registerInboxEventRoutes(http, { feed: inboxFeed });
  registerFileRoutes(http, { files, quarantine });
  registerScanningRoutes(http, { scanning });
  registerRetentionRoutes(http, { retention });
  registerErasureRoutes(http, { retention, renderErasurePdf });
  registerProtocolRoutes(http, { protocol, evidenceLog, clock });
  registerOpenApi(http);
  await http.ready();
}
