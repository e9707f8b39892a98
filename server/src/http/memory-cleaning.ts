import { collectGarbage } from '../storage/collect-garbage.ts';
import type { Log } from '../log.ts';
import { forgetRequests } from './forget-requests.ts';

const settleMs = 200;

/**
 * Clears what is left of requests and freed keys from this process's memory, soon and not too often, after a drop-off was
 * finished. What lives in buffers of our own was overwritten before.
 */
export function createMemoryCleaning({ store, log }: { store: { collectGarbage(): void }; log: Log }) {
  let timer: NodeJS.Timeout | undefined;

  async function clean(): Promise<void> {
    timer = undefined;
    await forgetRequests();
    collectGarbage();
    store.collectGarbage();
  }

  return {
    begin(): void {
      timer ??= setTimeout(() => {
        void clean().catch((error: unknown) => log.warn({ err: error }, 'memory could not be cleared'));
      }, settleMs).unref();
    },
  };
}
