import { type Receipt, type UnsignedReceipt, receiptBytes } from '@schleuse/proofs/receipt';
import { receiptDigest } from '@schleuse/proofs/receipt-digest';

import type { SubmitterActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordDropoffSubmitted } from '../evidence/dropoff-events.ts';
import type { FileRecord } from '../files/files.service.ts';
import type { Profile } from '../profiles/profile.types.ts';
import type { PublicFirm } from '../firms/firms.service.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { eraseDueTask } from '../retention/erase-due-deps.ts';
import { readPeriod, ruleOf } from '../retention/rules.ts';
import { checkArchives } from './check-archives.ts';
import { becomeReady } from './become-ready.ts';
import { erasureOfSubmitted } from './deadlines.ts';
import { type DropoffRow, lockDropoff, setSubmitted } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import { addProof, receiptOfRow } from './receipt-proof.ts';
import { assertWritable } from './writable.ts';

/** Less than proxies wait for an answer (nginx: 60 s). */
const defaultPatienceMs = 40_000;

/**
 * Hands the drop-off over: everything is hashed, the receipt signed and kept, the firm told (once
 * nothing waits for its scan). Doing it again answers with
 * the same receipt. The proof of the firm's log is with it when it is there within a second.
 * @throws Conflict `uploads_unfinished`, `no_files`, `files_missing`, `files_being_checked` (come back soon),
 *   `dropoff_closed`, `expired`, `archive_refused` (`details.files` says which and why)
 */
export async function submitDropoff(
  deps: DropoffsDeps,
  actor: SubmitterActor,
  id: string,
  request: { expectedFiles?: number },
): Promise<Receipt> {
  const { firmId } = actor;
  assertMay(actor, 'submit', { kind: 'dropoff', firmId, dropoffId: id });
  const firm = await deps.firms.getFirm(firmId);
  const patienceMs = deps.patienceMs ?? defaultPatienceMs;
  // Reading and signing happen between two transactions; when files changed meanwhile, the second one says so.
  for (let round = 0; round < 5; round += 1) {
    const look = await deps.database.inFirm(firmId, (tx) => checkComplete(deps, tx, id, request));
    if ('receipt' in look) return await addProof(deps, firmId, look.receipt);
    if (look.profile) await withPatience(checkArchives(deps, firmId, look.profile, look.files), patienceMs);
    const receipt = await makeReceipt(deps, firm, look);
    const stored = await deps.database.inFirm(firmId, (tx) => store(deps, tx, actor, id, look.files, receipt));
    if (stored) return await addProof(deps, firmId, stored);
  }
  throw new Conflict('dropoff_changing', 'Files are still being added or taken back.');
}

type Complete = { dropoff: DropoffRow; files: FileRecord[]; keptDays: number; profile: Profile | undefined };

async function checkComplete(
  deps: DropoffsDeps,
  tx: FirmTransaction,
  id: string,
  { expectedFiles }: { expectedFiles?: number },
): Promise<Complete | { receipt: Receipt }> {
  const dropoff = await lockDropoff(tx, id);
  const receipt = receiptOf(dropoff);
  if (receipt) return { receipt };
  assertWritable(dropoff, deps.clock());
  const uploads = await deps.uploads.listUploads(tx, dropoff.container_id);
  const unfinished = uploads.filter((upload) => upload.state === 'open');
  if (unfinished.length > 0) {
    throw new Conflict('uploads_unfinished', 'Some files have not arrived completely.', {
      uploads: unfinished.map(({ id, name, relativePath, length, received }) => ({
        id,
        name,
        relativePath,
        length,
        received,
      })),
    });
  }
  const files = await deps.files.listFiles(tx, dropoff.container_id);
  if (files.length === 0) throw new Conflict('no_files', 'No file has arrived.');
  if (expectedFiles !== undefined && expectedFiles !== files.length) {
    throw new Conflict('files_missing', 'Another number of files has arrived than was sent.', {
      expected: expectedFiles,
      arrived: files.length,
    });
  }
  const profile = dropoff.profile_id === null ? undefined : await deps.profiles.get(tx, dropoff.profile_id);
  return { dropoff, files, profile, keptDays: await readPeriod(tx, ruleOf('due', profile?.slug ?? null)) };
}

async function makeReceipt(
  deps: DropoffsDeps,
  firm: PublicFirm,
  { dropoff, files, keptDays }: Complete,
): Promise<Receipt> {
  const hashes = await withPatience(hashAll(deps, firm.id, files), deps.patienceMs ?? defaultPatienceMs);
  const receivedAt = deps.clock();
  const unsigned: UnsignedReceipt = {
    format: 'schleuse-receipt-v1',
    id: dropoff.id,
    firm: firm.name,
    customerNumber: dropoff.customer_number,
    receivedAt: receivedAt.toISOString(),
    erasesAt: erasureOfSubmitted(receivedAt, keptDays).toISOString(),
    files: files.map((file, index) => ({
      name: file.relativePath === '' ? file.name : file.relativePath,
      size: file.size,
      sha256: hashes[index]?.toString('hex') ?? '',
    })),
    signingKey: Buffer.from(firm.receiptPublicKey).toString('base64'),
  };
  const signature = await deps.keys.signReceipt(firm.id, receiptBytes(unsigned));
  return { ...unsigned, signature: Buffer.from(signature).toString('base64') };
}

/** One after the other: each reads a whole file. */
async function hashAll(deps: DropoffsDeps, firmId: string, files: FileRecord[]): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (const file of files) hashes.push(file.sha256 ?? (await deps.files.ensureHashed(firmId, file.id)));
  return hashes;
}

/** The work goes on when patience ends; whoever asks again finds more of it done. */
async function withPatience<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  work.catch(() => undefined);
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const message = 'The files are all here and are being checked once more. Please ask again.';
    reject(new Conflict('files_being_checked', message, { retryAfterSeconds: 5 }));
  }, patienceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function store(
  deps: DropoffsDeps,
  tx: FirmTransaction,
  actor: SubmitterActor,
  id: string,
  hashed: FileRecord[],
  receipt: Receipt,
): Promise<Receipt | undefined> {
  const { firmId } = actor;
  const dropoff = await lockDropoff(tx, id);
  const earlier = receiptOf(dropoff);
  if (earlier) return earlier;
  assertWritable(dropoff, deps.clock());
  const [uploads, files] = [
    await deps.uploads.listUploads(tx, dropoff.container_id),
    await deps.files.listFiles(tx, dropoff.container_id),
  ];
  const same = files.length === hashed.length && files.every((file, index) => file.id === hashed[index]?.id);
  if (!same || uploads.some((upload) => upload.state === 'open')) return undefined;

  if (dropoff.request_id !== null) await deps.requests.assertRoom(tx, dropoff.request_id);

  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  const erasesAt = new Date(receipt.erasesAt);
  await setSubmitted(tx, id, {
    at: new Date(receipt.receivedAt),
    erasesAt,
    fileCount: files.length,
    totalBytes,
    receipt,
  });
  await recordDropoffSubmitted(tx, actor, id, {
    files: files.length,
    bytes: totalBytes,
    erasesAt: receipt.erasesAt,
    receiptSha256: receiptDigest(receipt),
  });
  await becomeReady(deps, tx, firmId, id);
  await deps.notifications.publishInboxChange(tx, firmId, id);
  // A second later: the database's clock may be a little ahead of ours, and the run must find it due.
  const runAt = new Date(erasesAt.getTime() + 1000);
  await enqueue(tx, eraseDueTask, { firmId }, { runAt, key: `${eraseDueTask}:${id}` });
  return receipt;
}

/** The receipt of a submitted drop-off; one that was given up has none any more. */
function receiptOf(dropoff: DropoffRow | undefined): Receipt | undefined {
  if (!dropoff) throw new NotFound();
  return dropoff.state === 'submitted' ? receiptOfRow(dropoff) : undefined;
}
