import { randomBytes, randomUUID } from 'node:crypto';

import { sealIntakeKey } from '@schleuse/sealing/key-sealing';
import { KEY_BYTES } from '@schleuse/sealing/message-keys';

/** What is public of a container: enough to seal to it. */
export type SealableContainer = { firmId: string; id: string; algorithm: number; publicKey: Uint8Array };

export type NewIntakeKey = { id: string; key: Uint8Array; sealed: Uint8Array };

/** What a process can do that takes files in and holds no root key: seal, never open. */
export type IntakeKeys = {
  /** A fresh key for what this process writes into the container, and the form of it to be stored. */
  newIntakeKey(container: SealableContainer): Promise<NewIntakeKey>;
};

export function createIntakeKeys(): IntakeKeys {
  return {
    async newIntakeKey(container) {
      const id = randomUUID();
      const key = new Uint8Array(randomBytes(KEY_BYTES));
      const place = { firmId: container.firmId, containerId: container.id, intakeKeyId: id };
      return { id, key, sealed: await sealIntakeKey(container, place, key) };
    },
  };
}
