import type { ArchiveReport } from '@schleuse/archives/archive-report';
import type { EventProof } from '@schleuse/proofs/event-entry';

import type { AnonymousActor } from '../actor.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import type { FileRecord, Files } from '../files/files.service.ts';
import type { PublicFirm } from '../firms/firms.service.ts';
import type { Notifications } from '../notifications/notifications.types.ts';
import type { Profiles } from '../profiles/profiles.service.ts';
import type { Requests } from '../requests/requests.service.ts';
import type { Uploads } from '../uploads/uploads.service.ts';
import type { OpeningLimits } from './opening-limits.ts';

import type { NewContainers } from './new-containers.ts';

/** What the room needs of others. */
export type DropoffsDeps = {
  database: Database;
  clock(): Date;
  newContainers: NewContainers;
  keys: {
    signReceipt(firmId: string, bytes: Uint8Array): Promise<Uint8Array>;
  };
  firms: { getFirm(firmId: string): Promise<PublicFirm>; listFirmIds(): Promise<string[]> };
  profiles: Pick<Profiles, 'findActive' | 'get'>;
  requests: Pick<Requests, 'arrange' | 'assertRoom'>;
  /** Looks inside a whole file: what it is by its content, and what it holds. Never throws for what it finds. */
  inspectFile(firmId: string, fileId: string): Promise<ArchiveReport>;
  customers: {
    /** D1: refuses malformed, unknown and deactivated numbers, and whoever tries too often. */
    identifyCustomer(
      actor: AnonymousActor,
      request: { number: string; altcha?: string; clientKey: string },
    ): Promise<{ id: string; number: string; name: string; work: number | undefined }>;
    maskName(name: string): string;
  };
  openings: OpeningLimits;
  /** Unfinished and whole uploads, in the order in which they were begun. */
  uploads: Pick<Uploads, 'listUploads'>;
  files: {
    listFiles(tx: FirmTransaction, containerId: string): Promise<FileRecord[]>;
    /** SHA-256 of the whole file; reads it once where the running hash was lost. */
    ensureHashed(firmId: string, fileId: string): Promise<Buffer>;
    find: Files['find'];
    noteInspection: Files['noteInspection'];
  };
  /** That the firm's log has the submission; undefined when it is not there within `waitMs`. */
  proveSubmission(firmId: string, dropoffId: string, waitMs: number): Promise<EventProof | undefined>;
  /** How long submitting waits for hashes that a restart lost, and for the look into archives; default 40 s. */
  patienceMs?: number;
  notifications: Pick<Notifications, 'notifyArrival' | 'notifyUnfinished' | 'publishInboxChange'>;
};
