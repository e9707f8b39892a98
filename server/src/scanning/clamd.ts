import { connect, type Socket } from 'node:net';

import { readAnswer, type Verdict } from './read-answer.ts';
import { ScannerFault } from './scanner-fault.ts';

/** Where clamd listens. */
export type ScannerAddress = { path: string } | { host: string; port: number };

/** How long it may do nothing, in milliseconds. */
export type ScannerPatience = {
  /** Until it takes a line, or some bytes more. */
  stepMs: number;
  /** From the last byte to the verdict. clamd itself gives up after its MaxScanTime, 120 s unless set otherwise. */
  verdictMs: number;
};

const longestAnswer = 4096;

/** Asks for a word of its own: `PING`, `VERSION`. @throws ScannerFault */
export async function askClamd(
  address: ScannerAddress,
  word: string,
  { stepMs }: ScannerPatience,
  signal?: AbortSignal,
): Promise<string> {
  using line = openLine(address, signal);
  await line.send(Buffer.from(`z${word}\0`), stepMs);
  return await line.answer(stepMs);
}

/**
 * Has a stream looked at (clamd(8), INSTREAM): pieces with their length before them, then a zero. Nothing but an answer
 * that came after the last byte counts.
 * @throws ScannerFault; what reading the source throws is thrown as it is
 */
export async function scanStream(
  address: ScannerAddress,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { stepMs, verdictMs }: ScannerPatience,
  signal?: AbortSignal,
): Promise<Verdict> {
  using line = openLine(address, signal);
  await line.send(Buffer.from('zINSTREAM\0'), stepMs);
  for await (const piece of source) {
    if (piece.length === 0) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    void line.send(length, stepMs).catch(() => undefined);
    await line.send(piece, stepMs);
    // "Size limit exceeded" comes while bytes are still sent; any other word this early is none of the protocol.
    if (line.heard() !== '') {
      const early = readAnswer(await line.answer(stepMs));
      throw new ScannerFault('garbled', early);
    }
  }
  await line.send(Buffer.alloc(4), stepMs);
  return readAnswer(await line.answer(verdictMs));
}

/** A connection to clamd that is good for one question. */
function openLine(address: ScannerAddress, signal?: AbortSignal) {
  const socket: Socket = connect(address);
  const ended = Promise.withResolvers<void>();
  let heard = '';
  let fault: ScannerFault | undefined;
  let connected = false;
  socket.on('connect', () => void (connected = true));
  socket.on('data', (data) => {
    heard += data.toString('latin1');
    if (heard.length > longestAnswer) socket.destroy();
    else if (heard.endsWith('\0')) ended.resolve();
  });
  socket.on('error', (error) => void (fault = new ScannerFault(connected ? 'closed_early' : 'unreachable', error)));
  socket.on('close', () => ended.resolve());
  const stop = (): void => void socket.destroy();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);

  return {
    heard: () => heard,
    /** Resolves when the kernel has the bytes, or when there is an answer or an end to look at. */
    async send(bytes: Uint8Array, milliseconds: number): Promise<void> {
      const sent = new Promise<void>((resolve) => void socket.write(bytes, () => resolve()));
      await within(Promise.race([sent, ended.promise]), milliseconds);
      if (socket.destroyed && heard === '') throw fault ?? new ScannerFault('closed_early');
    },
    /** One answer, whole: up to its NUL and nothing behind it. */
    async answer(milliseconds: number): Promise<string> {
      await within(ended.promise, milliseconds);
      if (heard === '') throw fault ?? new ScannerFault('closed_early');
      if (heard.indexOf('\0') !== heard.length - 1) throw new ScannerFault('garbled');
      return heard.slice(0, -1);
    },
    [Symbol.dispose]() {
      signal?.removeEventListener('abort', stop);
      socket.destroy();
    },
  };
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const patience = Promise.withResolvers<never>();
  const timer = setTimeout(() => patience.reject(new ScannerFault('silent')), milliseconds);
  try {
    return await Promise.race([work, patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}
