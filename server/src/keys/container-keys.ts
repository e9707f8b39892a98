import { access } from 'node:fs/promises';

import { idToBytes } from '@schleuse/sealing/id-bytes';
import { generateContainerKeyPair, openIntakeKey } from '@schleuse/sealing/key-sealing';

import { NotFound } from '../errors.ts';
import { shredFile, writeDurably } from './durable-file.ts';
import { shareRuns } from '../share-runs.ts';
import type { FirmKeys } from './firm-keys.ts';
import { formatRecord, fromBase64, keyRingPaths, readRecord, toBase64 } from './key-ring-files.ts';
import { unwrap, wrap } from './wrap.ts';

const CONTAINER_KEY = 'schleuse.container-key.v1';
/** Opened intake keys kept in memory, over all containers. */
const CACHE_SIZE = 512;

export type ContainerRef = { firmId: string; id: string };

/** The key pair of each container: one file each, so that one can be destroyed and the others stay. */
export type ContainerKeys = {
  create(firmId: string, containerId: string): Promise<{ algorithm: number; publicKey: Uint8Array }>;
  open(container: ContainerRef, intakeKey: { id: string; sealed: Uint8Array }): Promise<Uint8Array>;
  destroy(firmId: string, containerId: string): Promise<void>;
  holds(firmId: string, containerId: string): Promise<boolean>;
};

type CachedKey = { containerId: string; key: Uint8Array };

export function createContainerKeyStore(dir: string, firmKeys: FirmKeys): ContainerKeys {
  const cache = new Map<string, CachedKey>();

  function remember(containerId: string, intakeKeyId: string, key: Uint8Array): void {
    cache.set(intakeKeyId, { containerId, key: key.slice() });
    const oldest = cache.keys().next().value;
    if (cache.size > CACHE_SIZE && oldest !== undefined) forget(oldest);
  }

  function forget(intakeKeyId: string): void {
    cache.get(intakeKeyId)?.key.fill(0);
    cache.delete(intakeKeyId);
  }

  function forgetContainer(containerId: string): void {
    for (const [id, cached] of cache) if (cached.containerId === containerId) forget(id);
  }

  async function privateKeyOf(container: ContainerRef): Promise<{ algorithm: number; privateKey: Uint8Array }> {
    const path = keyRingPaths.containerKey(dir, container.firmId, container.id);
    const record = await readRecord(path, CONTAINER_KEY);
    if (!record) throw erased();
    const algorithm = record.algorithm ?? 0;
    const ids = idsOf(container.firmId, container.id, algorithm);
    const firmKey = await firmKeys.firmKey(container.firmId);
    return { algorithm, privateKey: unwrap(firmKey, CONTAINER_KEY, ids, fromBase64(record.wrapped)) };
  }

  return {
    async create(firmId, containerId) {
      const firmKey = await firmKeys.firmKey(firmId);
      const { algorithm, publicKey, privateKey } = await generateContainerKeyPair();
      const wrapped = wrap(firmKey, CONTAINER_KEY, idsOf(firmId, containerId, algorithm), privateKey);
      const record = formatRecord({ format: CONTAINER_KEY, algorithm, wrapped: toBase64(wrapped) });
      await writeDurably(keyRingPaths.containerKey(dir, firmId, containerId), record);
      return { algorithm, publicKey };
    },

    async open(container, intakeKey) {
      const place = { firmId: container.firmId, containerId: container.id, intakeKeyId: intakeKey.id };
      const cached = cache.get(intakeKey.id);
      if (cached?.containerId === container.id) {
        const key = cached.key.slice();
        // Another process may have destroyed the container: its file decides, not our memory.
        await checkPresence(keyRingPaths.containerKey(dir, container.firmId, container.id), null).catch((error) => {
          forgetContainer(container.id);
          throw error;
        });
        return key;
      }
      const key = await openIntakeKey(await privateKeyOf(container), place, intakeKey.sealed);
      remember(container.id, intakeKey.id, key);
      return key;
    },

    async destroy(firmId, containerId) {
      await shredFile(keyRingPaths.containerKey(dir, firmId, containerId));
      forgetContainer(containerId);
    },

    async holds(firmId, containerId) {
      return await access(keyRingPaths.containerKey(dir, firmId, containerId)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
    },
  };
}

/** What a container's key is bound to: firm | container | algorithm. */
function idsOf(firmId: string, containerId: string, algorithm: number): Uint8Array {
  return Buffer.concat([idToBytes(firmId), idToBytes(containerId), Uint8Array.of(algorithm >> 8, algorithm & 255)]);
}

/** Shared by those who ask in the same moment. */
const checkPresence = shareRuns(async (path: string, askers: null[]): Promise<(undefined | Error)[]> => {
  const answer = await access(path).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? erased() : error),
  );
  return askers.map(() => answer);
});

function erased(): NotFound {
  return new NotFound('erased', 'It was erased: its key no longer exists.');
}
