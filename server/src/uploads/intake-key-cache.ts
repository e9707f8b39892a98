import { deriveFileKey } from '@schleuse/sealing/file-key';

import type { Database } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import type { IntakeKeys } from '../keys/intake-keys.ts';
import type { UploadTarget } from './upload-ports.ts';
import { insertIntakeKey } from './uploads.queries.ts';

type Container = UploadTarget['container'];
export type FileKey = { intakeKeyId: string; fileKey: Uint8Array };

// One key is 32 bytes and its making one HPKE and one row; a container that is written to again later gets another.
const KEPT = 1_000;

/** The one key with which this process writes into a container. Its sealed form is committed before it is used. */
export function createIntakeKeyCache(database: Database, keys: IntakeKeys) {
  const cache = new Map<string, Promise<{ id: string; key: Uint8Array }>>();

  async function make(container: Container): Promise<{ id: string; key: Uint8Array }> {
    const { id, key, sealed } = await keys.newIntakeKey(container);
    const kept = await database.inFirm(container.firmId, (tx) => insertIntakeKey(tx, container, { id, sealed }));
    if (!kept) throw new NotFound('erased', 'It was erased: nothing can be added to it.');
    return { id, key };
  }

  return {
    async fileKey(container: Container, fileId: string): Promise<FileKey> {
      let kept = cache.get(container.id);
      if (!kept) {
        kept = make(container);
        cache.set(container.id, kept);
        kept.catch(() => cache.delete(container.id));
        const [oldest] = cache.keys();
        if (cache.size > KEPT && oldest !== undefined) cache.delete(oldest);
      }
      const { id, key } = await kept;
      return { intakeKeyId: id, fileKey: deriveFileKey(key, fileId) };
    },
    /** The container is erased: its key leaves memory too. */
    forget: (containerId: string): boolean => cache.delete(containerId),
  };
}

export type IntakeKeyCache = ReturnType<typeof createIntakeKeyCache>;
