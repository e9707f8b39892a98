import { createHash } from 'node:crypto';

import type { Database } from '../db/database.ts';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../errors.ts';
import type { PublicFirm } from '../firms/firms.service.ts';
import { isSignedBy } from './link-signature.ts';
import { type AskedRow, askForRequest } from './requests.queries.ts';

/** What somebody who begins a drop-off brings along beyond the customer number. */
export type Brought = {
  customerNumber: string;
  request?: string;
  caseReference?: string;
  link?: { until: number; signature: string };
};
/** What of it counts. `customerId`: the request is for this customer alone. */
export type Arrangement = { requestId?: string; customerId?: string; caseReference: string };

/** What whoever has the link sees before beginning. */
export type AskedFor = {
  what: string;
  askedBy: string;
  until: string;
  customerNumber: string | null;
  usesLeft: number;
};

export type Arrangements = {
  /** @throws NotFound `request_unknown`; Conflict `request_over` */
  look(firmId: string, secret: string): Promise<AskedFor>;
  /**
   * Whether this may begin a drop-off of the firm.
   * @throws NotAllowed `request_required`, `link_unsigned`, `link_wrong`, `link_expired`; what `look` throws; Conflict
   *   `request_used_up`; InvalidInput `case_reference_invalid`
   */
  arrange(firmId: string, brought: Brought): Promise<Arrangement>;
};

export type ArrangementDeps = {
  database: Database;
  firms: { getFirm(firmId: string): Promise<PublicFirm> };
  clock(): Date;
};

const caseReferenceForm = /^[^\p{Cc}]{0,100}$/u;

/** What the sender's side needs of requests and links; works in a process that may read none but the one it is shown. */
export function createArrangements({ database, firms, clock }: ArrangementDeps): Arrangements {
  async function find(firmId: string, secret: string): Promise<AskedRow> {
    const row = await database.inFirm(firmId, (tx) => askForRequest(tx, hashSecret(secret)));
    if (!row) throw new NotFound('request_unknown', 'There is no such request.');
    if (row.over || row.until <= clock()) throw new Conflict('request_over', 'This request has ended.');
    return row;
  }

  return {
    async look(firmId, secret) {
      const { what, askedBy, until, customerNumber, usesLeft } = await find(firmId, secret);
      return { what, askedBy, until: until.toISOString(), customerNumber, usesLeft };
    },

    async arrange(firmId, { customerNumber, request, caseReference = '', link }) {
      const firm = await firms.getFirm(firmId);
      if (!caseReferenceForm.test(caseReference)) {
        throw new InvalidInput('case_reference_invalid', 'A case reference has at most 100 characters.');
      }
      if (link) {
        const { until, signature } = link;
        const key = firm.linkPublicKey;
        if (!key || !isSignedBy(key, { firmId, customerNumber, caseReference, until }, signature)) {
          throw new NotAllowed('link_wrong', 'The signature of this link does not fit.');
        }
        if (until * 1000 <= clock().getTime()) throw new NotAllowed('link_expired', 'This link has run out.');
      } else if (firm.requireSignedLinks && caseReference !== '') {
        throw new NotAllowed('link_unsigned', 'This firm takes case references from signed links only.');
      }
      const row = request === undefined ? undefined : await find(firmId, request);
      if (row?.fullUp) throw usedUp();
      // A link signed by the firm's own program is an arrangement too.
      if (firm.requireRequest && !row && !link) {
        throw new NotAllowed('request_required', 'This firm takes files only when it has asked for them.');
      }
      return {
        caseReference,
        ...(row && { requestId: row.id, ...(row.customerId !== null && { customerId: row.customerId }) }),
      };
    },
  };
}

export function usedUp(): Conflict {
  return new Conflict('request_used_up', 'This request was answered as often as asked for.');
}

/** 256 random bits need no salt and no slow hash. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
