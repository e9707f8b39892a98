import { randomUUID } from 'node:crypto';

import type { AnonymousActor, SubmitterActor } from '../actor.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { InvalidInput, Unavailable } from '../errors.ts';
import { recordMessageReceived } from '../evidence/message-events.ts';
import type { IntakeKeys } from '../keys/intake-keys.ts';
import type { OpeningKeys } from '../keys/key-ring.ts';
import type { createMessageLimits } from './message-limits.ts';
import type { MessageKind } from './message.types.ts';
import { insertMessage, insertMessageContainer, takePreparedMessage } from './messages.queries.ts';
import { sealMessage } from './seal-message.ts';

export type PostRequest = {
  kind: MessageKind;
  text: string;
  name?: string;
  contact?: string;
  reference?: string;
  altcha?: string;
  clientKey: string;
};

type Pair = { id: string; algorithm: number; publicKey: Uint8Array };

export type PostDeps = {
  database: Database;
  keys: IntakeKeys;
  clock(): Date;
  limits: ReturnType<typeof createMessageLimits>;
  /** Runs in a transaction in which a container for a message is there. */
  withContainer(firmId: string, at: Date, run: (tx: FirmTransaction, pair: Pair) => Promise<void>): Promise<void>;
  /** Tells the firm that something came, nothing else. */
  announce(tx: FirmTransaction, firmId: string): Promise<void>;
};

const keptMs = 14 * 24 * 3_600_000;
const longest = { text: 8_000, name: 200, contact: 320, reference: 64 };

export type PostMessage = (actor: AnonymousActor | SubmitterActor, request: PostRequest) => Promise<{ id: string }>;

/**
 * Takes a message to the firm. What was written is sealed at once; mail and database never see it.
 * @throws InvalidInput `message_empty`, `message_too_long`, `contact_missing`; what the limits throw
 */
export function createPostMessage(deps: PostDeps): PostMessage {
  return async (actor, request) => {
    const { firmId } = actor;
    const dropoffId = actor.kind === 'submitter' ? actor.dropoffId : undefined;
    assertMay(actor, 'create', { kind: 'message', firmId, ...(dropoffId !== undefined && { dropoffId }) });
    const { reference, ...contents } = check(request);
    await deps.limits({ firmId, clientKey: request.clientKey, dropoffId, altcha: request.altcha });
    const id = randomUUID();
    const receivedAt = deps.clock();
    await deps.withContainer(firmId, receivedAt, async (tx, pair) => {
      const sealed = await sealMessage(deps.keys, { firmId, ...pair }, id, contents);
      const erasesAt = new Date(receivedAt.getTime() + keptMs);
      const { kind } = request;
      const names = dropoffId ?? reference;
      await insertMessage(tx, {
        id,
        firmId,
        containerId: pair.id,
        kind,
        reference: names,
        receivedAt,
        erasesAt,
        ...sealed,
      });
      await recordMessageReceived(tx, actor, id, { kind });
      await deps.announce(tx, firmId);
    });
    return { id };
  };
}

function check(request: PostRequest): { text: string; name: string; contact: string; reference: string } {
  const { kind } = request;
  // A password may begin or end with a blank.
  const text = kind === 'password' ? request.text : request.text.trim();
  const [name, contact, reference] = [request.name, request.contact, request.reference].map((row) => row?.trim() ?? '');
  const checked = { text, name: name ?? '', contact: contact ?? '', reference: reference ?? '' };
  if (text.trim() === '') throw new InvalidInput('message_empty', 'Please write something.');
  if ((Object.keys(longest) as (keyof typeof longest)[]).some((row) => checked[row].length > longest[row])) {
    throw new InvalidInput('message_too_long', 'This is too long.');
  }
  if (kind === 'message' && checked.contact === '') {
    throw new InvalidInput('contact_missing', 'Say how the firm can answer you.');
  }
  return checked;
}

/** For processes that hold the root key: the pair is made on the spot. */
export function makeContainers(deps: {
  database: Database;
  keys: Pick<OpeningKeys, 'createContainerKeys' | 'destroyContainerKeys'>;
}): PostDeps['withContainer'] {
  return async (firmId, at, run) => {
    const id = randomUUID();
    const pair = { id, ...(await deps.keys.createContainerKeys(firmId, id)) };
    try {
      await deps.database.inFirm(firmId, async (tx) => {
        await insertMessageContainer(tx, { ...pair, firmId, createdAt: at });
        await run(tx, pair);
      });
    } catch (error) {
      await deps.keys.destroyContainerKeys(firmId, id).catch(() => undefined);
      throw error;
    }
  };
}

/** For an intake process: one of those made ahead. @throws Unavailable `no_keys_left` */
export function takeContainers({ database }: { database: Database }): PostDeps['withContainer'] {
  return async (firmId, at, run) => {
    const taken = await database.inFirm(firmId, async (tx) => {
      const pair = await takePreparedMessage(tx, at);
      if (pair) await run(tx, pair);
      return pair !== undefined;
    });
    if (!taken) throw new Unavailable('no_keys_left', 'Much is coming in at this moment. Please try again soon.');
  };
}
