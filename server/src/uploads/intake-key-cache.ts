import { deriveFileKey } from '@schleuse/sealing/file-key';

import type { Database } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import type { IntakeKeys } from '../keys/intake-keys.ts';
import type { UploadTarget } from './upload-ports.ts';
import { insertIntakeKey } from './uploads.queries.ts';

type Container = UploadTarget['container'];
export type FileKey = { intakeKeyId: string; fileKey: Uint8Array };

type Entry = { made: Promise<{ id: string; key: Uint8Array }>; usedAt: number; over: boolean };

// One key is 32 bytes and its making one HPKE and one row; a container that is written to again later gets another.
const KEPT = 1_000;
/** A sender who pauses longer costs another key; until then a process that is taken over has this one. */
const IDLE_MS = 10 * 60 * 1000;

/** The one key with which this process writes into a container. Its sealed form is committed before it is used. */
export function createIntakeKeyCache(database: Database, keys: IntakeKeys) {
  const cache = new Map<string, Entry>();
  setInterval(forgetIdle, IDLE_MS / 10).unref();

  async function make(container: Container): Promise<{ id: string; key: Uint8Array }> {
    const { id, key, sealed } = await keys.newIntakeKey(container);
    const kept = await database.inFirm(container, (tx) => insertIntakeKey(tx, container, { id, sealed }));
    if (!kept) throw new NotFound('erased', 'It was erased: nothing can be added to it.');
    return { id, key };
  }

  /** From here on nobody derives from it, so it can be overwritten. */
  function forget(containerId: string): void {
    const entry = cache.get(containerId);
    if (!entry) return;
    cache.delete(containerId);
    entry.over = true;
    void entry.made.then(({ key }) => key.fill(0)).catch(() => undefined);
  }

  function forgetIdle(): void {
    for (const [containerId, { usedAt }] of cache) if (Date.now() - usedAt > IDLE_MS) forget(containerId);
  }

  function findEntry(container: Container): Entry {
    const known = cache.get(container.id);
    if (known) return known;
    const entry = { made: make(container), usedAt: 0, over: false };
    cache.set(container.id, entry);
    entry.made.catch(() => cache.delete(container.id));
    const [oldest] = cache.keys();
    if (cache.size > KEPT && oldest !== undefined) forget(oldest);
    return entry;
  }

  return {
    async fileKey(container: Container, fileId: string): Promise<FileKey> {
      for (;;) {
        const entry = findEntry(container);
        entry.usedAt = Date.now();
        const { id, key } = await entry.made;
        // No await from here to the derivation: an overwritten key must never seal anything.
        if (!entry.over) return { intakeKeyId: id, fileKey: deriveFileKey(key, fileId) };
      }
    },
    /** The container is erased, or nothing more comes for it: its key leaves memory too. */
    forget,
  };
}

export type IntakeKeyCache = ReturnType<typeof createIntakeKeyCache>;
