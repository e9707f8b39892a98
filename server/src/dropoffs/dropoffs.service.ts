import type { Receipt } from '@schleuse/proofs/receipt';

import type { Actor, AnonymousActor, StaffActor, SubmitterActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import type { FirmTransaction } from '../db/database.ts';
import { NotAllowed, NotFound, Unavailable } from '../errors.ts';
import { recordReceiptRead } from '../evidence/dropoff-events.ts';
import type { FilePlace } from '../files/files.service.ts';
import { checkAnswers } from '../profiles/check-answers.ts';
import type { Answers } from '../profiles/profile.types.ts';
import { checkNote } from './check-note.ts';
import { type ClosedDropoff, closeDropoff } from './close-dropoff.ts';
import { type InboxEvent, type InboxItem, type SubmitterView, viewUpload } from './dropoff-views.ts';
import { countHeldFiles, type DropoffRow, findDropoff, lockDropoff, updateChosen } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import { followUpUnfinished } from './follow-up.ts';
import { type InboxPage, type InboxRequest, listInboxPage, lookAtDropoff, seesQuarantine } from './inbox.ts';
import { listCases, noteLook } from './list-cases.ts';
import type { SubmittedCase } from './inbox.queries.ts';
import { createSubmitterFinder } from './find-submitter.ts';
import { limitsOf } from '../profiles/limits.ts';
import { type OpenedDropoff, type OpenRequest, openDropoff } from './open-dropoff.ts';
import { type ReadmeView, readReadme } from './read-readme.ts';
import { receiptOfRow, storeProof } from './receipt-proof.ts';
import { submitDropoff } from './submit-dropoff.ts';
import { assertWritable } from './writable.ts';

/** The page learns what was chosen after the drop-off was begun; the note may be changed until it is submitted. */
export type DropoffChange = { note?: string; answers?: Answers; expectedFiles?: number; expectedBytes?: number };

export type Dropoffs = {
  /** Whose bearer token this is; it is one for as long as the firm knows of the drop-off. */
  findSubmitter(token: string): Promise<SubmitterActor | undefined>;
  open(actor: AnonymousActor, request: OpenRequest): Promise<OpenedDropoff>;
  describe(actor: SubmitterActor, id: string): Promise<SubmitterView>;
  change(actor: SubmitterActor, id: string, change: DropoffChange): Promise<void>;
  submit(actor: SubmitterActor, id: string, request: { expectedFiles?: number }): Promise<Receipt>;
  /**
   * The stored receipt, for its sender and for staff. @throws NotFound before submitting and after erasing; to agents
   * NotAllowed `receipt_in_quarantine` while it names a file in quarantine
   */
  receipt(actor: Actor, id: string): Promise<Receipt>;
  inbox(actor: StaffActor, request: InboxRequest): Promise<InboxPage>;
  detail(actor: StaffActor, id: string): Promise<InboxItem & { events: InboxEvent[] }>;
  /** What can be picked up, the newest first. */
  listCases(actor: StaffActor): Promise<SubmittedCase[]>;
  /** Somebody sees what a drop-off holds, without asking for more: as `detail` notes it. @throws NotFound */
  noteLook(actor: StaffActor, id: string): Promise<void>;
  /** What stands in an archive's Readme. @throws NotFound `no_readme` */
  readme(actor: StaffActor, place: FilePlace): Promise<ReadmeView>;
  close(actor: StaffActor, id: string): Promise<ClosedDropoff>;
  followUpUnfinished(): Promise<number>;
  /** Stores the proof of a receipt that was answered without. @throws Unavailable while there is none */
  proveReceipt(firmId: string, id: string): Promise<void>;
};

export function createDropoffs(deps: DropoffsDeps): Dropoffs {
  return {
    findSubmitter: createSubmitterFinder(deps.database),
    open: (actor, request) => openDropoff(deps, actor, request),
    describe: (actor, id) => describe(deps, actor, id),
    change: (actor, id, change) => changeChosen(deps, actor, id, change),
    submit: (actor, id, request) => submitDropoff(deps, actor, id, request),
    receipt: (actor, id) => findReceipt(deps, actor, id),
    inbox: (actor, request) => listInboxPage(deps, actor, request),
    detail: (actor, id) => lookAtDropoff(deps, actor, id),
    listCases: (actor) => listCases(deps, actor),
    noteLook: (actor, id) => noteLook(deps, actor, id),
    readme: (actor, place) => readReadme(deps, actor, place),
    close: (actor, id) => closeDropoff(deps, actor, id),
    followUpUnfinished: () => followUpUnfinished(deps),
    async proveReceipt(firmId, id) {
      const row = await deps.database.inFirm(firmId, (tx) => findDropoff(tx, id));
      if (row?.state !== 'submitted' || row.receipt_log) return;
      if (await storeProof(deps, firmId, receiptOfRow(row), 10_000)) return;
      throw new Unavailable('log_behind', 'The log does not have the event yet.');
    },
  };
}

/** What the sender's side needs, with or without the root key in the process. */
export type SubmitterDeps = Pick<
  DropoffsDeps,
  'database' | 'clock' | 'firms' | 'profiles' | 'uploads' | 'proveSubmission'
>;

export async function describe(deps: SubmitterDeps, actor: SubmitterActor, id: string): Promise<SubmitterView> {
  const { firmId } = actor;
  assertMay(actor, 'read', { kind: 'dropoff', firmId, dropoffId: id });
  const firm = await deps.firms.getFirm(firmId);
  return await deps.database.inFirm(actor, async (tx) => {
    const row = await findDropoff(tx, id);
    if (!row) throw new NotFound();
    const profile = row.profile_id === null ? undefined : await deps.profiles.get(tx, row.profile_id);
    const view = {
      id,
      state: row.state === 'open' && row.expires_at <= deps.clock() ? 'expired' : row.state,
      expiresAt: row.expires_at.toISOString(),
      erasesAt: row.erases_at.toISOString(),
      limits: limitsOf(firm, profile),
      ...(profile && { profile: profile.slug }),
    };
    if (view.state === 'closed' || view.state === 'expired') {
      return { ...view, customerNumber: '', customerHint: '', note: '', uploads: [] };
    }
    const uploads = await deps.uploads.listUploads(tx, row.container_id);
    return {
      ...view,
      customerNumber: row.customer_number,
      customerHint: row.customer_hint,
      note: row.note,
      ...(profile && { answers: row.answers as Answers }),
      uploads: uploads.map(viewUpload),
      ...(row.state === 'submitted' && { receipt: receiptOfRow(row) }),
    };
  });
}

export async function changeChosen(
  deps: SubmitterDeps,
  actor: SubmitterActor,
  id: string,
  change: DropoffChange,
): Promise<void> {
  const { firmId } = actor;
  assertMay(actor, 'change', { kind: 'dropoff', firmId, dropoffId: id });
  const checked = { ...change, ...(change.note !== undefined && { note: checkNote(change.note) }) };
  await deps.database.inFirm(actor, async (tx) => {
    const row = await lockDropoff(tx, id);
    assertWritable(row, deps.clock());
    await updateChosen(tx, id, { ...checked, ...(await changedAnswers(deps, tx, row, checked)) });
  });
}

/** The form's rows after a change, as one: what is required may not be taken away. Nothing for the plain drop-off. */
async function changedAnswers(
  deps: SubmitterDeps,
  tx: FirmTransaction,
  row: DropoffRow,
  { note, answers }: DropoffChange,
): Promise<{ answers?: Answers; note?: string }> {
  if (row.profile_id === null) return answers ? { answers: {} } : {};
  if (note === undefined && answers === undefined) return {};
  const profile = await deps.profiles.get(tx, row.profile_id);
  const given = { ...(answers ?? (row.answers as Answers)), note: note ?? row.note };
  return { answers: checkAnswers(profile, given), ...(profile.ask.note === 'off' && { note: '' }) };
}

export async function findReceipt(deps: SubmitterDeps, actor: Actor, id: string): Promise<Receipt> {
  const { firmId } = actor;
  assertMay(actor, 'read', { kind: 'receipt', firmId, dropoffId: id });
  const row = await deps.database.inFirm(actor, async (tx) => {
    const found = await findDropoff(tx, id);
    if (found?.state !== 'submitted') throw new NotFound('no_receipt', 'There is no receipt (any more).');
    if (actor.kind === 'staff') {
      const { quarantined } = await countHeldFiles(tx, found.container_id);
      if (quarantined > 0 && !seesQuarantine(actor)) {
        throw new NotAllowed('receipt_in_quarantine', 'The receipt names a file in quarantine: an owner may open it.');
      }
      await recordReceiptRead(tx, actor, id);
    }
    return found;
  });
  const receipt = receiptOfRow(row);
  if (receipt.proof !== undefined) return receipt;
  const proven = await storeProof(deps, firmId, receipt, 0);
  return proven === undefined || proven === 'none' ? receipt : proven;
}
