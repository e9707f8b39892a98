import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';

export type ReplyWriter = {
  write(...pieces: Buffer[]): void;
  /** Resolves at once as long as the client takes what it asked for; also when it is gone. */
  room(): Promise<void> | undefined;
};

/** Answers gathered before they are handed to the library: it cuts packets from them that are full. Bytes. */
const batch = 256 * 1024;
/** What may wait for the client's window, and for its line. Bytes. */
const mostWaiting = 1024 * 1024;

/**
 * Gathers the answers of one turn and hands them on together. A client that asks for more than it takes is not read
 * from until it has taken it.
 */
export function createReplyWriter(channel: Writable, socket: Socket): ReplyWriter {
  let pieces: Buffer[] = [];
  let gathered = 0;
  let waiting = 0;
  let isFlushing = false;
  let isOver = false;
  let goOn: (() => void) | undefined;

  const check = (): void => {
    if (!isOver && (waiting > mostWaiting || socket.writableLength > mostWaiting)) return;
    goOn?.();
    goOn = undefined;
  };
  const end = (): void => {
    isOver = true;
    // A connection may outlive many sessions.
    socket.off('drain', check).off('close', end);
    check();
  };
  channel.on('close', end);
  channel.on('error', end);
  socket.on('drain', check);
  socket.on('close', end);

  function flush(): void {
    isFlushing = false;
    if (gathered === 0 || isOver) return;
    const bytes = Buffer.concat(pieces, gathered);
    pieces = [];
    gathered = 0;
    waiting += bytes.length;
    // Each packet is written in several pieces; the line gets them in one go.
    socket.cork();
    channel.write(bytes, () => {
      waiting -= bytes.length;
      check();
    });
    process.nextTick(() => socket.uncork());
  }

  return {
    write(...added) {
      for (const piece of added) {
        pieces.push(piece);
        gathered += piece.length;
      }
      if (gathered >= batch) flush();
      else if (!isFlushing) {
        isFlushing = true;
        setImmediate(flush);
      }
    },
    room() {
      if (isOver || (waiting <= mostWaiting && socket.writableLength <= mostWaiting)) return undefined;
      return new Promise((resolve) => {
        goOn = resolve;
        check();
      });
    },
  };
}
