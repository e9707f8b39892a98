import type { ObjectPaths, ObjectPlace } from './object-paths.ts';
import { createPackFile, lengthOf, type PackFile } from './pack-file.ts';
import { unlinkIfThere } from './remove-objects.ts';

type Pack = {
  containerId: string;
  objectId: string;
  /** Undefined until its first group is written. */
  file?: PackFile;
  /** The write under way; never rejects. */
  writing?: Promise<void> | undefined;
  /** End of the last group begun, in bytes. */
  used: number;
  /** Groups in it whose transaction has not ended. */
  unsettled: number;
  retired: boolean;
  closed?: Promise<void>;
  idle?: NodeJS.Timeout;
};

/** A group of small files in an object that others may share, from byte `start` on. */
export type PackedGroup = {
  objectId: string;
  start: number;
  /** Resolves when it would survive a power cut. */
  durable: Promise<void>;
  /** Its transaction has ended, or nobody knows how. */
  settle(): void;
  /** Certainly no row will ever name it. */
  discard(): Promise<void>;
};

type Deps = {
  paths: ObjectPaths;
  fileMode?: number;
  /** A new object's id, registered as running. */
  register(): string;
  /** Nobody writes to the object any more: from now on the rows decide. */
  forget(objectId: string): void;
  /** Moves the object from its temporary name to its place; durable when resolved. */
  publish(place: ObjectPlace, objectId: string): Promise<void>;
};

const IDLE_MS = 2_000;
const FULL_BYTES = 16 * 1024 * 1024;
/** Open files over all containers. */
const OPEN_PACKS = 128;

export type OpenPacks = ReturnType<typeof createOpenPacks>;

/**
 * Objects to which groups of small files are appended, one behind the other: a write and a sync for each group instead of
 * a new file and two syncs. An open pack counts as running, so that nobody removes it under a group on its way.
 */
export function createOpenPacks({ paths, fileMode = 0o600, register, forget, publish }: Deps) {
  /** Open ones, and those with a group on its way. */
  const packs = new Map<string, Pack>();
  const openIn = new Map<string, Set<Pack>>();
  let open = 0;

  function retire(pack: Pack): void {
    if (pack.retired) return;
    pack.retired = true;
    open -= 1;
    clearTimeout(pack.idle);
    const siblings = openIn.get(pack.containerId);
    siblings?.delete(pack);
    if (siblings?.size === 0) openIn.delete(pack.containerId);
    pack.closed = Promise.resolve(pack.writing)
      .then(() => pack.file?.close())
      .finally(() => forgetSettled(pack));
    pack.closed.catch(() => undefined);
  }

  function forgetSettled(pack: Pack): void {
    if (!pack.retired || pack.unsettled > 0 || !packs.delete(pack.objectId)) return;
    forget(pack.objectId);
  }

  function begin({ containerId }: ObjectPlace): Pack {
    const pack: Pack = { containerId, objectId: register(), used: 0, unsettled: 0, retired: false };
    packs.set(pack.objectId, pack);
    openIn.set(containerId, (openIn.get(containerId) ?? new Set()).add(pack));
    open += 1;
    return pack;
  }

  async function create(place: ObjectPlace, pack: Pack, pieces: readonly Uint8Array[]): Promise<void> {
    const path = `${paths.temporary}/${pack.objectId}`;
    const file = await createPackFile(path, fileMode);
    try {
      await file.append(pieces);
      await publish(place, pack.objectId);
      pack.file = file;
    } catch (error) {
      await file.close();
      await unlinkIfThere(path).catch(() => undefined);
      throw error;
    }
  }

  async function write(place: ObjectPlace, pack: Pack, pieces: readonly Uint8Array[]): Promise<void> {
    try {
      await (pack.file ? pack.file.append(pieces) : create(place, pack, pieces));
    } catch (error) {
      retire(pack);
      throw error;
    }
  }

  function keepForAWhile(pack: Pack): void {
    if (pack.retired) return;
    if (pack.used >= FULL_BYTES || open > OPEN_PACKS) retire(pack);
    else pack.idle = setTimeout(() => retire(pack), IDLE_MS).unref();
  }

  return {
    /** Begins to write a group; where it will lie is known at once. */
    store(place: ObjectPlace, pieces: readonly Uint8Array[]): PackedGroup {
      const pack = [...(openIn.get(place.containerId) ?? [])].find((each) => !each.writing) ?? begin(place);
      const start = pack.used;
      const end = start + lengthOf(pieces);
      pack.used = end;
      pack.unsettled += 1;
      clearTimeout(pack.idle);
      const durable = write(place, pack, pieces);
      const afterwards = (): void => {
        pack.writing = undefined;
        keepForAWhile(pack);
      };
      pack.writing = durable.then(afterwards, afterwards);
      const settle = (): void => {
        pack.unsettled -= 1;
        forgetSettled(pack);
      };
      return {
        objectId: pack.objectId,
        start,
        durable,
        settle,
        async discard() {
          await pack.writing;
          // An object with other files in it stays, and these bytes with it until the container is erased.
          if (start === 0 && pack.used === end) {
            retire(pack);
            await unlinkIfThere(paths.object(place, pack.objectId));
          }
          settle();
        },
      };
    },
    /** Nothing more is appended to these objects; returns those that no group on its way is in. */
    retireObjects(objectIds: readonly string[]): string[] {
      return objectIds.filter((id) => {
        const pack = packs.get(id);
        if (pack) retire(pack);
        return !pack || pack.unsettled === 0;
      });
    },
    retireContainer(containerId: string): void {
      for (const pack of openIn.get(containerId) ?? []) retire(pack);
    },
    /** Closes all; resolves when they are, and those without a group on its way are forgotten. */
    async retireAll(): Promise<void> {
      const all = [...packs.values()];
      for (const pack of all) retire(pack);
      await Promise.all(all.map((pack) => pack.closed));
    },
  };
}
