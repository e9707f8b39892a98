import type { Readable } from 'node:stream';

import { InvalidInput } from '../errors.ts';
import { bodyTooLong } from './upload-limits.ts';

/**
 * A whole small body in memory; grows as bytes arrive, so that slow senders of announced kilobytes cost little.
 * @throws InvalidInput `body_broken` when it ends early, TooLarge `body_too_large`
 */
export async function collectBody(stream: Readable, length: number, { overwrites = false } = {}): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let received = 0;
  const end = Promise.withResolvers<void>();
  let over = false;
  const broken = (): void => {
    if (!over) end.reject(new InvalidInput('body_broken', 'The connection broke off.'));
  };
  stream.on('data', (piece: Buffer) => {
    pieces.push(piece);
    received += piece.length;
    if (received > length) end.reject(bodyTooLong());
  });
  const onEnd = (): void => {
    over = true;
    end.resolve();
  };
  stream.on('end', onEnd).on('error', broken).on('close', broken);
  if (stream.destroyed) broken();
  await end.promise;
  if (received < length) throw new InvalidInput('body_too_short', 'The body is shorter than announced.');
  if (pieces.length === 1 && pieces[0]) return pieces[0];
  // From memory of its own, as the pieces are.
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
    if (overwrites) piece.fill(0);
  }
  return whole;
}
