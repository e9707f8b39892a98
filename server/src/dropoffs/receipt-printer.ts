import type { Receipt } from '@schleuse/proofs/receipt';

import { TooMany } from '../errors.ts';
import type { Language } from '../format.ts';

export type PrintReceipt = (receipt: Receipt, options: { language: Language }) => Promise<Uint8Array>;

const mostWaiting = 20;
const keptMs = 60_000;
const mostKept = 8;

/**
 * Prints one receipt at a time, and one that was just printed not again: setting ten thousand names takes a core for
 * minutes, and whoever has a drop-off's token can ask as often as they like.
 * @throws TooMany `busy` when too many others wait
 */
export function createReceiptPrinter(print: PrintReceipt): PrintReceipt {
  const known = new Map<string, Promise<Uint8Array>>();
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function printInTurn(...request: Parameters<PrintReceipt>): Promise<Uint8Array> {
    waiting += 1;
    const turn = line.then(() => print(...request));
    line = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  }

  return async (receipt, options) => {
    const key = `${receipt.id} ${options.language}`;
    const found = known.get(key);
    if (found) return await found;
    if (waiting >= mostWaiting) {
      throw new TooMany('busy', 'Too many receipts are being printed. Please try again soon.', {
        retryAfterSeconds: 30,
      });
    }
    const printing = printInTurn(receipt, options);
    const forget = (): void => void (known.get(key) === printing && known.delete(key));
    known.set(key, printing);
    try {
      const pdf = await printing;
      // Not for long: a closed case is to be forgotten.
      setTimeout(forget, keptMs).unref();
      const [oldest] = known.keys();
      if (known.size > mostKept + waiting && oldest !== undefined) known.delete(oldest);
      return pdf;
    } catch (error) {
      forget();
      throw error;
    }
  };
}
