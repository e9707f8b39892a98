import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

import type { FastifyReply } from 'fastify';

import { giveBack } from '../storage/give-back.ts';

/**
 * Sends a stream of bytes as the body, with the status and headers set so far; each piece is freed as soon as the
 * socket has taken it, so nobody else may hold it. A fault before the first piece is thrown and becomes a problem; a
 * later one cuts the connection, so that half a body never looks whole.
 */
export async function sendBytes(
  reply: FastifyReply,
  stream: Readable | AsyncGenerator<Uint8Array>,
): Promise<FastifyReply> {
  const pieces = stream[Symbol.asyncIterator]() as AsyncGenerator<Uint8Array>;
  let piece = await pieces.next();
  reply.hijack();
  const { raw } = reply;
  raw.on('close', () => end(stream));
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  try {
    let earlier = Promise.resolve();
    while (!piece.done) {
      const sent = writePiece(raw, piece.value);
      // While one is on its way, the next is fetched; more than two would only wait in memory.
      await earlier;
      earlier = sent;
      piece = await pieces.next();
    }
    await earlier;
    raw.end();
  } catch (error) {
    if (!raw.destroyed) reply.log.error({ err: error }, 'a download broke off');
    end(stream);
    raw.destroy();
  }
  return reply;
}

function writePiece(raw: ServerResponse, piece: Uint8Array): Promise<void> {
  const sent = Promise.withResolvers<void>();
  raw.write(piece, (error) => {
    giveBack(piece);
    if (error) sent.reject(error);
    else sent.resolve();
  });
  // Whoever waits for it may be waiting for something else at the moment.
  sent.promise.catch(() => undefined);
  return sent.promise;
}

function end(stream: Readable | AsyncGenerator<Uint8Array>): void {
  if ('destroy' in stream) stream.destroy();
  else stream.return(undefined).catch(() => undefined);
}
