import { createAttempts } from './access/attempts.ts';
import { createReportLimit } from './access/report-limit.ts';
import { createProofOfWork } from './access/proof-of-work.ts';
import { createIdentifyCustomer } from './customers/identify-customer.ts';
import { askForNumber } from './customers/customers.queries.ts';
import { maskName } from './customers/mask-name.ts';
import type { Database } from './db/database.ts';
import { createIntakeDropoffs } from './dropoffs/intake-dropoffs.ts';
import { intakeJobs } from './dropoffs/intake-jobs.queries.ts';
import { createOpeningLimits } from './dropoffs/opening-limits.ts';
import { createUploadTargets } from './dropoffs/upload-targets.ts';
import { listRestorations } from './evidence/list-restorations.ts';
import { readCheckpoint, readTileFile, readVerifierKey } from './evidence/read-log.ts';
import type { PublicLog } from './evidence/public-log.ts';
import { createLooks } from './firms/looks.ts';
import { createPublicFirms } from './firms/public-firms.ts';
import type { IntakeKeys } from './keys/intake-keys.ts';
import type { SharedSecrets } from './keys/shared-secret.ts';
import { createMemoryCleaning } from './http/memory-cleaning.ts';
import type { Log } from './log.ts';
import { createMessageLimits } from './messages/message-limits.ts';
import { announceMessage } from './messages/messages.queries.ts';
import { createPostMessage, takeContainers } from './messages/post-message.ts';
import { publishInboxChange } from './notifications/publish-inbox-change.ts';
import { createProfiles } from './profiles/profiles.service.ts';
import { createArrangements } from './requests/arrangements.ts';
import type { SegmentStore } from './storage/segment-store.ts';
import { createUploads } from './uploads/uploads.service.ts';

export type IntakeFoundations = {
  log: Log;
  database: Database;
  keys: IntakeKeys;
  secrets: SharedSecrets;
  store: SegmentStore;
  clock: () => Date;
};

export type IntakeServices = ReturnType<typeof createIntakeServices>;

/** What takes files in, and no more: nothing here is given a key that opens anything. */
export function createIntakeServices({ log, database, keys, secrets, store, clock }: IntakeFoundations) {
  const attempts = createAttempts({ database, hashKey: secrets('attempts'), clock });
  const proofOfWork = createProofOfWork({ database, secret: secrets('proof-of-work'), clock });
  const firms = createPublicFirms(database);
  const customers = {
    ...createIdentifyCustomer({ database, attempts, proofOfWork, firms, findByNumber: askForNumber }),
    maskName,
  };
  const profiles = createProfiles({ database, clock });
  const targets = createUploadTargets({ clock, notifications: { publishInboxChange }, jobs: intakeJobs });
  const uploads = createUploads({
    database,
    store,
    keys,
    targets,
    events: targets,
    log,
    clock,
    // Whether there is a scanner the worker knows: without one it lets them go, never the other way round.
    scansFiles: true,
    overwrites: true,
  });
  const requests = createArrangements({ database, firms, clock });
  const cleaning = createMemoryCleaning({ store, log });
  const dropoffs = createIntakeDropoffs({
    database,
    clock,
    firms,
    profiles,
    requests,
    customers,
    openings: createOpeningLimits({ attempts, proofOfWork, reportLimit: createReportLimit({ database, attempts }) }),
    uploads,
    finished(which) {
      uploads.forgetKeys(which);
      cleaning.begin();
    },
  });
  const evidenceLog: PublicLog = {
    checkpoint: (firmId: string) => readCheckpoint(database, firmId),
    tileFile: (firmId: string, path: string) => readTileFile(database, firmId, path),
    verifierKey: (firmId: string) => readVerifierKey(database, firmId),
    listRestorations: (firmId: string) => listRestorations(database, firmId),
  };
  const postMessage = createPostMessage({
    database,
    keys,
    clock,
    limits: createMessageLimits({ attempts, proofOfWork }),
    withContainer: takeContainers({ database }),
    announce: announceMessage,
  });
  const looks = createLooks({ database });
  return { firms, looks, profiles, requests, customers, uploads, dropoffs, evidenceLog, postMessage };
}
