import { createApi } from '@schleuse/client/api';
import type { Api, DropoffAccess } from '@schleuse/client/api.types';
import { createUploadQueue, type UploadQueueOptions } from '@schleuse/client/upload-queue';
import type { QueueSnapshot, RememberedUpload, ResumeStore, UploadQueue } from '@schleuse/client/upload-queue.types';

export type TestQueue = Disposable & UploadQueue & { api: Api };

export function openQueue(url: string, access: DropoffAccess, options: Partial<UploadQueueOptions> = {}): TestQueue {
  const api = createApi({ baseUrl: url });
  const queue = createUploadQueue({ api, access, ...options });
  return { ...queue, api, [Symbol.dispose]: () => queue.close() };
}

/** What a device would keep; a second queue made with it stands for the page after a reload. */
export function createMemoryStore(): ResumeStore & { kept: readonly RememberedUpload[] } {
  const store = {
    kept: [] as readonly RememberedUpload[],
    read: () => store.kept,
    write(uploads: readonly RememberedUpload[]) {
      store.kept = uploads;
    },
  };
  return store;
}

/** Waits until the queue has come so far. */
export function reached(queue: UploadQueue, far: (snapshot: QueueSnapshot) => boolean): Promise<QueueSnapshot> {
  const { promise, resolve } = Promise.withResolvers<QueueSnapshot>();
  const look = (): void => {
    if (far(queue.snapshot())) resolve(queue.snapshot());
  };
  const stop = queue.subscribe(look);
  look();
  return promise.finally(stop);
}
