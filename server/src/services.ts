import { createHash, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';

import { createAttempts } from './access/attempts.ts';
import { assertMay } from './access/may.ts';
import { createReportLimit } from './access/report-limit.ts';
import { createProofOfWork } from './access/proof-of-work.ts';
import { createAgreements } from './agreements/agreements.service.ts';
import { createAccounts } from './accounts/accounts.service.ts';
import { createArchives } from './archives/archives.service.ts';
import type { Config } from './config.ts';
import { createCustomers } from './customers/customers.service.ts';
import type { Database } from './db/database.ts';
import { createDropoffs } from './dropoffs/dropoffs.service.ts';
import { createDueDropoffs, describeErased, forgetContents } from './dropoffs/due-dropoffs.ts';
import { createGiveUpKeyless } from './dropoffs/give-up-keyless.ts';
import { createOpeningLimits } from './dropoffs/opening-limits.ts';
import { createInboxFeed } from './dropoffs/inbox-feed.ts';
import { createScanOwner } from './dropoffs/become-ready.ts';
import { createNewContainers } from './dropoffs/new-containers.ts';
import { uploadJobs } from './dropoffs/upload-jobs.ts';
import { createUploadTargets } from './dropoffs/upload-targets.ts';
import type { CheckpointMailDeps } from './evidence/checkpoint-mails.ts';
import { createEvidenceLog } from './evidence/evidence-log.ts';
import { createFiles } from './files/files.service.ts';
import { createQuarantine } from './files/quarantine.ts';
import { createFirms } from './firms/firms.service.ts';
import { createLooks } from './firms/looks.ts';
import { createSetUp } from './firms/set-up.ts';
import { enqueue } from './jobs/enqueue.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { SharedSecrets } from './keys/shared-secret.ts';
import type { Log } from './log.ts';
import { createMailer } from './mail/mailer.ts';
import { describeMessage, dueMessages, forgetMessage } from './messages/due-messages.ts';
import { createMessageLimits } from './messages/message-limits.ts';
import { messageArrivedTask } from './messages/messages.jobs.ts';
import { createMessages } from './messages/messages.service.ts';
import { createPostMessage, makeContainers } from './messages/post-message.ts';
import { createNotifications } from './notifications/notifications.service.ts';
import { createMailDelivery } from './notifications/send-mail.ts';
import { createProfiles } from './profiles/profiles.service.ts';
import { createSftpSignIn } from './sftp/sign-in.ts';
import { createSshKeys } from './sftp/ssh-keys.ts';
import { createRequests } from './requests/requests.service.ts';
import { createProtocol } from './protocol/protocol.service.ts';
import type { EraseDueDeps } from './retention/erase-due-deps.ts';
import { createRetention } from './retention/retention.service.ts';
import { usualTimes } from './scanning/scan-deps.ts';
import { createScanning } from './scanning/scanning.service.ts';
import type { SegmentStore } from './storage/segment-store.ts';
import { createStoredFiles } from './uploads/stored-files.ts';
import { createUploads } from './uploads/uploads.service.ts';

export type Foundations = {
  config: Config;
  log: Log;
  database: Database;
  keys: KeyRing;
  secrets: SharedSecrets;
  store: SegmentStore;
  setupToken: string;
  clock: () => Date;
  /** How long the machine has been up, sleep included, in milliseconds. */
  uptimeMs: () => number;
};

export type Services = ReturnType<typeof createServices>;

/** Every service of the house, built by hand in the order they need each other. */
export function createServices(foundations: Foundations) {
  const { config, log, database, keys, secrets, store, setupToken, clock, uptimeMs } = foundations;
  const attempts = createAttempts({ database, hashKey: secrets('attempts'), clock });
  const proofOfWork = createProofOfWork({ database, secret: secrets('proof-of-work'), clock });
  const mailer = createMailer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    outboxDir: join(config.dataDir, 'outbox'),
    log,
  });
  const mailDelivery = createMailDelivery({ database, mailer, enqueue, log, clock });
  const notifications = createNotifications({ enqueue, publicUrl: config.publicUrl, clock });

  const accounts = createAccounts({
    database,
    attempts,
    proofOfWork,
    secrets: keys,
    publicUrl: config.publicUrl,
    challengeSecret: keys.deriveSecret('passkeys'),
    notifications,
    // A firm is made together with its first owner, so each of the two needs the other.
    firm: (firmId) => firms.getFirm(firmId),
    onlyFirmId: () => firms.onlyFirmId(),
    clock,
  });
  const firms = createFirms({ database, keys, owners: accounts, clock });
  const looks = createLooks({ database });
  const setUp = createSetUp({
    firms,
    verifyToken: (token) => equalSecrets(token, setupToken),
    recoverySheet: keys.recoverySheet,
  });
  const customers = createCustomers({ database, attempts, proofOfWork, firms, clock });

  const profiles = createProfiles({ database, clock });
  const requests = createRequests({ database, firms, customers, clock });
  const agreements = createAgreements({ database, customers, notifications, clock });

  const scansFiles = config.clamd !== undefined;
  const targets = createUploadTargets({ clock, notifications, jobs: uploadJobs(scansFiles) });
  const uploads = createUploads({ database, store, keys, targets, events: targets, log, clock, scansFiles });
  const stored = createStoredFiles({ database, store, keys });
  const files = createFiles({ database, clock, stored });
  const archives = createArchives({ database, openStoredFile: stored.openStoredFile });
  const quarantine = createQuarantine({ database, clock, dropBytes: uploads.dropBytes, notifications });
  const scanning = createScanning({
    database,
    log,
    clock,
    address: config.clamd,
    maxSignatureDays: config.clamdMaxAgeDays,
    listFirmIds: () => firms.listFirmIds(),
    openStoredFile: stored.openStoredFile,
    owner: createScanOwner({ clock, notifications }),
    notifications,
    assertMay,
    times: usualTimes,
  });
  const evidenceLog = createEvidenceLog({
    database,
    keys,
    publicHost: config.publicUrl.host,
    witness: config.witness,
    log,
  });
  const dropoffs = createDropoffs({
    database,
    clock,
    keys,
    newContainers: createNewContainers({ database, keys }),
    firms,
    customers,
    openings: createOpeningLimits({ attempts, proofOfWork, reportLimit: createReportLimit({ database, attempts }) }),
    profiles,
    inspectFile: archives.inspectFile,
    requests,
    uploads,
    files,
    notifications,
    proveSubmission: (firmId, subjectId, waitMs) =>
      evidenceLog.proveEvent(firmId, { kind: 'dropoff-submitted', subjectId }, waitMs),
  });
  const checkpointMails: CheckpointMailDeps = {
    database,
    evidenceLog,
    notifications,
    listFirmIds: () => firms.listFirmIds(),
    clock,
    mailbox: config.checkpointMailTo,
  };
  const protocol = createProtocol({ database });
  const inboxFeed = createInboxFeed(database);
  const sshKeys = createSshKeys({
    database,
    clock,
    confirmPassword: accounts.confirmPassword,
    notifyKeyAdded: (tx, { firmId, email, keyId, at }) =>
      notifications.notifySecurityChange(tx, { firmId, email, change: 'ssh_key_added', changeId: keyId, at }),
  });
  const sftpSignIn = createSftpSignIn({ database, clock });
  const erasing: EraseDueDeps = {
    database,
    clock,
    log,
    destroyContainerKeys: keys.destroyContainerKeys,
    removeObjects: uploads.removeObjects,
    describe: async (tx, containerId) =>
      (await describeMessage(tx, containerId)) ?? (await describeErased(tx, containerId)),
    forget: async (tx, containerId) =>
      (await forgetMessage(tx, containerId)) ?? (await forgetContents(tx, containerId)),
    getFirm: (firmId) => firms.getFirm(firmId),
    signReceipt: keys.signReceipt,
    perishables: [createDueDropoffs({ notifications }), dueMessages],
    listFirmIds: () => firms.listFirmIds(),
    uptimeMs,
    notifyErasureAlarm: notifications.notifyErasureAlarm,
  };
  const messages = createMessages({ database, clock, keys });
  const postMessage = createPostMessage({
    database,
    keys,
    clock,
    limits: createMessageLimits({ attempts, proofOfWork }),
    withContainer: makeContainers({ database, keys }),
    announce: (tx, firmId) => enqueue(tx, messageArrivedTask, { firmId }, { key: `${messageArrivedTask}:${firmId}` }),
  });
  const messageTasks = { database, clock, notifyMessage: notifications.notifyMessage };
  const giveUpKeyless = createGiveUpKeyless({ notifications });
  const retention = createRetention({
    ...erasing,
    assertMay,
    proveErasure: (firmId, subjectId, waitMs) => evidenceLog.proveEvent(firmId, { kind: 'erased', subjectId }, waitMs),
  });
  return {
    attempts,
    proofOfWork,
    accounts,
    firms,
    looks,
    setUp,
    customers,
    profiles,
    requests,
    agreements,
    uploads,
    files,
    quarantine,
    scanning,
    dropoffs,
    inboxFeed,
    erasing,
    retention,
    evidenceLog,
    checkpointMails,
    giveUpKeyless,
    protocol,
    sshKeys,
    sftpSignIn,
    sftpHostKey: keys.sftpHostKey,
    mailDelivery,
    messages,
    messageTasks,
    postMessage,
  };
}

/** Compares without telling by its time where they differ. */
function equalSecrets(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
