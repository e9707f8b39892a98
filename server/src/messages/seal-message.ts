import { deriveFileKey } from '@schleuse/sealing/file-key';
import { openSegment, openSegmentChunk, startSegment } from '@schleuse/sealing/segment';
import { SEGMENT_PREFIX_BYTES, STORED_CHUNK_BYTES } from '@schleuse/sealing/segment-header';
import { sealChunk } from '@schleuse/sealing/seal';

import type { IntakeKeys, SealableContainer } from '../keys/intake-keys.ts';
import type { OpeningKeys } from '../keys/key-ring.ts';
import type { MessageContents } from './message.types.ts';

export type SealedMessage = { intakeKeyId: string; sealedKey: Uint8Array; sealed: Uint8Array };

/** Seals a message to its container as a file of one segment is sealed; needs no root key. Keys are overwritten. */
export async function sealMessage(
  keys: IntakeKeys,
  container: SealableContainer,
  messageId: string,
  contents: MessageContents,
): Promise<SealedMessage> {
  const { id: intakeKeyId, key, sealed: sealedKey } = await keys.newIntakeKey(container);
  const fileKey = deriveFileKey(key, messageId);
  const header = { fileId: messageId, number: 0, intakeKeyId, chunkBytes: STORED_CHUNK_BYTES };
  const { prefix, state } = startSegment(fileKey, header);
  const plaintext = Buffer.from(JSON.stringify(contents));
  const sealed = Buffer.concat([prefix, ...sealChunk(state, plaintext)]);
  for (const secret of [key, fileKey, plaintext]) secret.fill(0);
  return { intakeKeyId, sealedKey, sealed };
}

/** @throws NotFound `erased` once its key is destroyed; SealingError for changed bytes */
export async function openMessage(
  keys: Pick<OpeningKeys, 'openIntakeKey'>,
  container: { firmId: string; id: string },
  messageId: string,
  { intakeKeyId, sealedKey, sealed }: SealedMessage,
): Promise<MessageContents> {
  const key = await keys.openIntakeKey(container, { id: intakeKeyId, sealed: sealedKey });
  const prefix = sealed.subarray(0, SEGMENT_PREFIX_BYTES);
  const segment = openSegment(deriveFileKey(key, messageId), { fileId: messageId, number: 0 }, prefix, sealed.length);
  const bytes = openSegmentChunk(segment, 0, sealed.subarray(SEGMENT_PREFIX_BYTES));
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as MessageContents;
}
