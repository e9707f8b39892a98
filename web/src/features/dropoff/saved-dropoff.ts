import type { Limits } from '@schleuse/client/api.types';

/** A file of the list, as far as it can be remembered: enough to recognise it when it is chosen again. */
export type SavedFile = { path: string; size: number; lastModified: number };

/** A drop-off as this device remembers it, so that a reload or a closed lid costs nothing. */
export type SavedDropoff = {
  id: string;
  /** The drop-off's secret. It allows to go on sending and to read the receipt, nothing else. */
  token: string;
  customerNumber: string;
  note: string;
  customerHint: string;
  limits: Limits;
  /** Milliseconds since 1970. */
  openedAt: number;
  /** The files of the list once sending has begun; undefined before. */
  files?: SavedFile[];
  sources: FileSystemHandle[];
};

/** Where drop-offs are remembered. Nothing throws: without storage only going on after a reload is lost. */
export type SavedDropoffs = {
  /** Newest first. */
  list(): Promise<SavedDropoff[]>;
  save(dropoff: SavedDropoff): Promise<void>;
  forget(id: string): Promise<void>;
};

const storeName = 'dropoffs';

/**
 * Remembers drop-offs in IndexedDB, which also takes references to dropped files. Each kind of drop-off has a database of
 * its own: a page only goes on with what was begun on it.
 */
export function createSavedDropoffs(database = 'schleuse'): SavedDropoffs {
  const run = runIn(database);
  return {
    async list() {
      const all = (await run('readonly', (store) => store.getAll() as IDBRequest<SavedDropoff[]>)) ?? [];
      return all.sort((a, b) => b.openedAt - a.openedAt);
    },
    async save(dropoff) {
      await run('readwrite', (store) => store.put(dropoff));
    },
    async forget(id) {
      await run('readwrite', (store) => store.delete(id));
    },
  };
}

const runIn =
  (name: string) =>
  async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
    try {
      const database = await settle(openDatabase(name));
      try {
        return await settle(act(database.transaction(storeName, mode).objectStore(storeName)));
      } finally {
        database.close();
      }
    } catch {
      return undefined;
    }
  };

function openDatabase(name: string): IDBOpenDBRequest {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName, { keyPath: 'id' }));
  return request;
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB refused.')));
    if (request instanceof IDBOpenDBRequest) request.addEventListener('blocked', () => reject(new Error('blocked')));
  });
}
