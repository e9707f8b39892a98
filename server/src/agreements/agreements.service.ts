import type { StaffActor, SubmitterActor } from '../actor.ts';
import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { recordAgreementChanged, recordAgreementRequested } from '../evidence/request-events.ts';
import {
  type Agreement,
  type AgreementState,
  findAgreement,
  findCustomerOf,
  listAgreements,
  saveAgreement,
  setRequested,
} from './agreements.queries.ts';

export type AgreementChange = { inForce: boolean; concludedOn: string | null; reference: string };

/** The register of processing agreements (Art. 28 GDPR): yes or no, since when, where the document lies. */
export type Agreements = {
  list(actor: StaffActor): Promise<Agreement[]>;
  /** @throws NotFound; InvalidInput `agreement_invalid`: one in force needs its day, not in the future */
  change(actor: StaffActor, customerId: string, change: AgreementChange): Promise<Agreement>;
  /** The sender's wish; said once, nothing more happens when it is said again. @returns the state afterwards */
  request(actor: SubmitterActor, dropoffId: string): Promise<AgreementState>;
  /** What the sender of a drop-off may know. */
  stateFor(actor: SubmitterActor, dropoffId: string): Promise<AgreementState>;
};

export type AgreementsDeps = {
  database: Database;
  customers: { exists(tx: FirmTransaction, id: string): Promise<boolean> };
  notifications: { publishInboxChange(tx: FirmTransaction, firmId: string, dropoffId: string): Promise<void> };
  clock(): Date;
};

export function createAgreements({ database, customers, notifications, clock }: AgreementsDeps): Agreements {
  return {
    async list(actor) {
      assertMay(actor, 'list', { kind: 'agreement', firmId: actor.firmId });
      return await database.inFirm(actor.firmId, listAgreements);
    },

    async change(actor, customerId, change) {
      const { firmId } = actor;
      assertMay(actor, 'change', { kind: 'agreement', firmId });
      if (!isId(customerId)) throw new NotFound();
      const now = clock();
      const { inForce, concludedOn } = change;
      const reference = change.reference.trim();
      if (inForce && (concludedOn === null || Date.parse(concludedOn) > now.getTime() + 86_400_000)) {
        throw new InvalidInput('agreement_invalid', 'An agreement in force needs the day on which it was concluded.');
      }
      return await database.inFirm(firmId, async (tx) => {
        if (!(await customers.exists(tx, customerId))) throw new NotFound();
        const before = await findAgreement(tx, customerId);
        await saveAgreement(tx, { customerId, firmId, inForce, concludedOn, reference, by: actor.accountId, at: now });
        if (before?.inForce !== inForce || before.concludedOn !== concludedOn) {
          await recordAgreementChanged(tx, actor, customerId, { inForce, concludedOn });
        }
        return { customerId, inForce, concludedOn, reference, requestedAt: null };
      });
    },

    async request(actor, dropoffId) {
      const { firmId } = actor;
      assertMay(actor, 'create', { kind: 'agreement', firmId, dropoffId });
      return await database.inFirm(firmId, async (tx) => {
        const customerId = await findCustomerOf(tx, dropoffId);
        if (customerId === undefined) throw new NotFound();
        if (await setRequested(tx, { customerId, firmId, at: clock() })) {
          await recordAgreementRequested(tx, actor, dropoffId);
          await notifications.publishInboxChange(tx, firmId, dropoffId);
        }
        return stateOf(await findAgreement(tx, customerId));
      });
    },

    async stateFor(actor, dropoffId) {
      const { firmId } = actor;
      assertMay(actor, 'read', { kind: 'agreement', firmId, dropoffId });
      return await database.inFirm(firmId, async (tx) => {
        const customerId = await findCustomerOf(tx, dropoffId);
        if (customerId === undefined) throw new NotFound();
        return stateOf(await findAgreement(tx, customerId));
      });
    },
  };
}

function stateOf(agreement: Agreement | undefined): AgreementState {
  if (agreement?.inForce) return 'in-force';
  return agreement?.requestedAt ? 'requested' : 'none';
}
