import { randomUUID } from 'node:crypto';

import type { AnonymousActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import { InvalidInput } from '../errors.ts';
import { recordDropoffOpened } from '../evidence/dropoff-events.ts';
import { checkAnswers } from '../profiles/check-answers.ts';
import type { Answers } from '../profiles/profile.types.ts';
import { checkNote } from './check-note.ts';
import { erasureOfOpen, expiryOfOpen } from './deadlines.ts';
import { newDropoffToken } from './dropoff-token.ts';
import { insertDropoff } from './dropoffs.queries.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import { type Limits, limitsOf } from '../profiles/limits.ts';

export type OpenRequest = {
  customerNumber: string;
  note?: string;
  /** Slug of the profile; without it the plain drop-off. */
  profile?: string;
  answers?: Answers;
  altcha?: string;
  clientKey: string;
  /** Secret of the request it answers. */
  request?: string;
  /** What the firm's own program calls the case, and its signature of the link. */
  caseReference?: string;
  link?: { until: number; signature: string };
};

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
 * @throws what identifyCustomer and `requests.arrange` throw; Unavailable `no_keys_left` in an intake process; InvalidInput
 *   `note_too_long`, `answer_missing`, `answer_invalid`, `request_for_another`; NotFound `profile_unknown`
 */
export async function openDropoff(
  deps: Pick<DropoffsDeps, 'clock' | 'customers' | 'firms' | 'newContainers' | 'openings' | 'profiles'> & {
    requests: Pick<DropoffsDeps['requests'], 'arrange'>;
  },
  actor: AnonymousActor,
  request: OpenRequest,
): Promise<OpenedDropoff> {
  const { firmId } = actor;
  assertMay(actor, 'create', { kind: 'dropoff', firmId });
  const note = checkNote(request.note ?? '');
  const profile = request.profile === undefined ? undefined : await deps.profiles.findActive(firmId, request.profile);
  const answers = profile ? checkAnswers(profile, { ...request.answers, note }) : {};
  const arrangement = await deps.requests.arrange(firmId, request);
  const customer = await deps.customers.identifyCustomer(actor, {
    number: request.customerNumber,
    clientKey: request.clientKey,
    ...(request.altcha !== undefined && { altcha: request.altcha }),
  });
  if (arrangement.customerId !== undefined && arrangement.customerId !== customer.id) {
    throw new InvalidInput('request_for_another', 'This request is for another customer.');
  }
  await deps.openings.countOpening({
    firmId,
    customerId: customer.id,
    clientKey: request.clientKey,
    altcha: request.altcha,
    work: customer.work,
  });
  const firm = await deps.firms.getFirm(firmId);
  const id = randomUUID();
  const { token, hash } = newDropoffToken();
  const customerHint = deps.customers.maskName(customer.name);
  const createdAt = deps.clock();
  const erasesAt = erasureOfOpen(createdAt);
  const expiresAt = expiryOfOpen(createdAt, erasesAt);
  const owner = { firmId, tokenHash: hash.toString('hex'), customerId: customer.id, createdAt };
  await deps.newContainers.withNew(owner, async (tx, containerId) => {
    await insertDropoff(tx, {
      id,
      firmId,
      containerId,
      customer,
      customerHint,
      note: profile?.ask.note === 'off' ? '' : note,
      profileId: profile?.id ?? null,
      answers,
      requestId: arrangement.requestId ?? null,
      caseReference: arrangement.caseReference,
      tokenHash: hash,
      createdAt,
      expiresAt,
      erasesAt,
    });
    await recordDropoffOpened(tx, actor, id);
  });
  return {
    id,
    token,
    expiresAt: expiresAt.toISOString(),
    limits: limitsOf(firm, profile),
    customerHint,
    eraseAfterDays: (profile ?? firm).eraseAfterDays,
  };
}
