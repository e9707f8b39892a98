import { randomBytes, randomUUID } from 'node:crypto';

import type { StaffActor } from '../actor.ts';
import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { recordRequestCreated, recordRequestRevoked } from '../evidence/request-events.ts';
import { type ArrangementDeps, type Arrangements, createArrangements, hashSecret, usedUp } from './arrangements.ts';
import {
  deleteEndedRequests,
  findRequest,
  insertRequest,
  listRequests,
  lockAndCountHandedOver,
  type RequestRow,
  setRevoked,
} from './requests.queries.ts';

export type NewRequest = { customerId?: string; what: string; until: Date; maxUses: number };

export type Requests = Arrangements & {
  list(actor: StaffActor, request: { ended?: boolean }): Promise<RequestRow[]>;
  /** @throws InvalidInput `request_invalid`; NotFound for a customer that is not there */
  create(actor: StaffActor, request: NewRequest): Promise<RequestRow & { secret: string }>;
  /** Nobody can begin with it any more; what has begun goes on. */
  revoke(actor: StaffActor, id: string): Promise<void>;
  /**
   * To be asked in the transaction that hands a drop-off over: never more than asked for.
   * @throws Conflict `request_used_up`
   */
  assertRoom(tx: FirmTransaction, requestId: string): Promise<void>;
  /** Forgets those that ended 90 days ago. */
  forgetEnded(firmId: string): Promise<void>;
};

export type RequestsDeps = {
  database: Database;
  firms: ArrangementDeps['firms'];
  customers: { exists(tx: FirmTransaction, id: string): Promise<boolean> };
  clock(): Date;
};

const day = 86_400_000;
const longestMs = 366 * day;
const keptMs = 90 * day;

export function createRequests({ database, firms, customers, clock }: RequestsDeps): Requests {
  return {
    ...createArrangements({ database, firms, clock }),

    async list(actor, { ended = false }) {
      assertMay(actor, 'list', { kind: 'request', firmId: actor.firmId });
      return await database.inFirm(actor.firmId, (tx) => listRequests(tx, clock(), { ended }));
    },

    async create(actor, given) {
      const { firmId } = actor;
      assertMay(actor, 'create', { kind: 'request', firmId });
      const now = clock();
      const what = given.what.trim();
      const ahead = given.until.getTime() - now.getTime();
      if (what.length < 1 || what.length > 1000 || !(ahead > 0 && ahead <= longestMs)) {
        throw new InvalidInput('request_invalid', 'Say what you ask for, and an end within a year.');
      }
      const id = randomUUID();
      const secret = randomBytes(32).toString('base64url');
      const row = await database.inFirm(firmId, async (tx) => {
        if (given.customerId !== undefined && !(await customers.exists(tx, given.customerId))) throw new NotFound();
        await insertRequest(tx, {
          id,
          firmId,
          customerId: given.customerId ?? null,
          what,
          until: given.until,
          maxUses: given.maxUses,
          secretHash: hashSecret(secret),
          createdBy: actor.accountId,
          createdAt: now,
        });
        await recordRequestCreated(tx, actor, id, { until: given.until.toISOString(), maxUses: given.maxUses });
        return await findRequest(tx, id);
      });
      if (!row) throw new NotFound();
      return { ...row, secret };
    },

    async revoke(actor, id) {
      const { firmId } = actor;
      assertMay(actor, 'revoke', { kind: 'request', firmId });
      if (!isId(id)) throw new NotFound();
      await database.inFirm(firmId, async (tx) => {
        if (!(await findRequest(tx, id))) throw new NotFound();
        if (await setRevoked(tx, id, clock())) await recordRequestRevoked(tx, actor, id);
      });
    },

    async assertRoom(tx, requestId) {
      if (await lockAndCountHandedOver(tx, requestId)) throw usedUp();
    },

    async forgetEnded(firmId) {
      const before = new Date(clock().getTime() - keptMs);
      await database.inFirm(firmId, (tx) => deleteEndedRequests(tx, firmId, before));
    },
  };
}
