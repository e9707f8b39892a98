import { randomUUID } from 'node:crypto';

import type { AnonymousActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import { recordDropoffOpened } from '../evidence/dropoff-events.ts';
import { checkNote } from './check-note.ts';
import { erasureOfOpen, expiryOfOpen } from './deadlines.ts';
import { newDropoffToken } from './dropoff-token.ts';
import { insertDropoff } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import type { Limits } from './dropoff-views.ts';
import { limitsOf } from './limits.ts';

export type OpenRequest = { customerNumber: string; note?: string; altcha?: string; clientKey: string };

export type OpenedDropoff = {
  id: string;
  /** Shown this once; only its hash is kept. */
  token: string;
  expiresAt: string;
  limits: Limits;
  customerHint: string;
  eraseAfterDays: number;
};

/**
 * Begins a drop-off for a customer of the firm: its own key pair, its own token.
 * @throws what identifyCustomer throws; InvalidInput `note_too_long`
 */
export async function openDropoff(
  deps: DropoffsDeps,
  actor: AnonymousActor,
  request: OpenRequest,
): Promise<OpenedDropoff> {
  const { firmId } = actor;
  assertMay(actor, 'create', { kind: 'dropoff', firmId });
  const note = checkNote(request.note ?? '');
  const customer = await deps.customers.identifyCustomer(actor, {
    number: request.customerNumber,
    clientKey: request.clientKey,
    ...(request.altcha !== undefined && { altcha: request.altcha }),
  });
  const firm = await deps.firms.getFirm(firmId);
  const id = randomUUID();
  const containerId = randomUUID();
  const { token, hash } = newDropoffToken();
  const customerHint = deps.customers.maskName(customer.name);
  const createdAt = deps.clock();
  const erasesAt = erasureOfOpen(createdAt);
  const expiresAt = expiryOfOpen(createdAt, erasesAt);
  const keys = await deps.keys.createContainerKeys(firmId, containerId);
  try {
    await deps.database.inFirm(firmId, async (tx) => {
      await insertDropoff(tx, {
        id,
        firmId,
        container: { id: containerId, ...keys },
        customer,
        customerHint,
        note,
        tokenHash: hash,
        createdAt,
        expiresAt,
        erasesAt,
      });
      await recordDropoffOpened(tx, actor, id);
    });
  } catch (error) {
    // A key without a container opens nothing; it is only litter.
    await deps.keys.destroyContainerKeys(firmId, containerId).catch(() => undefined);
    throw error;
  }
  return {
    id,
    token,
    expiresAt: expiresAt.toISOString(),
    limits: limitsOf(firm),
    customerHint,
    eraseAfterDays: firm.eraseAfterDays,
  };
}
