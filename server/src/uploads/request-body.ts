import type { IncomingMessage } from 'node:http';

import type { Checksum, Body } from './uploads-deps.ts';

/** A connection over which nothing comes for this long is dead; what it brought is committed. */
export const IDLE_MS = 90_000;
/** How long a client whose body was refused may take to notice the answer before the line is cut. */
const LINGER_MS = 3_000;

/** The body of a request, cut off when the line is dead. A slow one may take as long as it likes. */
export function bodyOf(request: IncomingMessage, checksum: Checksum | undefined, idleMs: number): Body {
  // Counts from the last byte; nobody listens for the end of it, so that the server cuts the line itself.
  request.setTimeout(idleMs);
  const announced = request.headers['content-length'];
  return {
    stream: request,
    ownPieces: true,
    ...(announced !== undefined && { length: Number(announced) }),
    ...(checksum && { checksum }),
  };
}

/**
 * After an answer that came before the end of the body: the rest is read and thrown away for a moment, since a client
 * whose line is cut while it still sends often never reads the answer; then the line is cut.
 */
export function dropRestOfBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.complete || request.socket.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
}

/** Whether a body follows (RFC 9112, 6.3). */
export function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}
