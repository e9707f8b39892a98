import { Worker } from 'node:worker_threads';

import { Unavailable } from '../errors.ts';
import type { PrintReceipt } from './receipt-printer.ts';
import type { Printed, PrintJob } from './receipt-worker.ts';

const idleMs = 60_000;
const longestMs = 180_000;
const memoryMegabytes = 768;

/**
 * Prints in a thread of its own, which ends when nothing was printed for a minute. One receipt at a time.
 * @throws Unavailable `receipt_not_printed` when it takes longer than three minutes or too much memory
 */
export function createReceiptThread(): PrintReceipt {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;

  function stop(): void {
    void worker?.terminate();
    worker = undefined;
  }

  function start(): Worker {
    const started = new Worker(new URL('./receipt-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    // It may also die between two receipts; the next one gets a new thread.
    started
      .on('error', () => undefined)
      .on('exit', () => {
        if (worker === started) worker = undefined;
      });
    // Nobody waits for it at the end.
    started.unref();
    return started;
  }

  return async (receipt, options) => {
    clearTimeout(idle);
    const thread = (worker ??= start());
    const answer = Promise.withResolvers<Printed>();
    const fail = (cause: unknown): void => {
      stop();
      answer.reject(
        new Unavailable('receipt_not_printed', 'The receipt cannot be printed now; its JSON is there.', cause),
      );
    };
    const limit = setTimeout(() => fail(new Error('it took too long')), longestMs);
    thread.on('message', answer.resolve).on('error', fail).on('exit', fail);
    try {
      thread.postMessage({ receipt, options } satisfies PrintJob);
      const printed = await answer.promise;
      if ('fault' in printed) throw new Error(`printing failed: ${printed.fault}`);
      return Buffer.from(printed.pdf.buffer);
    } finally {
      clearTimeout(limit);
      thread.off('message', answer.resolve).off('error', fail).off('exit', fail);
      idle = setTimeout(stop, idleMs);
      idle.unref();
    }
  };
}
