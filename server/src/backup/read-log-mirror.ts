import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { encodeEntry } from '@schleuse/proofs/event-entry';
import { growTiles } from '@schleuse/proofs/grow-tiles';
import { hashLeaf, hashSize } from '@schleuse/proofs/merkle-tree';
import { makeVerifierKey } from '@schleuse/proofs/note-key';

import { type LogHead, parseSigned } from './signed-list.ts';

export type MirroredLog = { head: LogHead; hashes: Uint8Array };

/**
 * Reads a firm's mirrored log and proves it: the head is signed by the backup's key and by the log's own, and the hashes
 * have its root.
 * @throws Error in words that go behind the name of the file
 */
export async function readMirroredLog(
  logs: string,
  firmId: string,
  publicKey: Uint8Array,
): Promise<MirroredLog & { findRoot(size: number): string }> {
  const text = (await readOrSay(join(logs, `${firmId}.list`))).toString('utf8');
  const head = parseSigned<LogHead>(text, 'schleuse-backup-log-v1', publicKey);
  if (head.firmId !== firmId) throw new Error("is another firm's: swapped");
  const all = await readOrSay(join(logs, `${firmId}.hashes`));
  if (all.length < head.size * hashSize) throw new Error('was cut short: it has fewer hashes than entries');
  const hashes = new Uint8Array(all.subarray(0, head.size * hashSize));
  const findRoot = (size: number): string => toBase64(rootOfEntries(hashes.subarray(0, size * hashSize)));
  if (findRoot(head.size) !== head.root) throw new Error('was changed: its hashes have not the root that was signed');
  const logKey = makeVerifierKey(head.origin, Buffer.from(head.publicKey, 'base64'));
  const checkpoint = await openCheckpoint(head.checkpoint, logKey);
  if (checkpoint.size !== head.size || toBase64(checkpoint.root) !== head.root) {
    throw new Error('was changed: it is not what the log signed');
  }
  return { head, hashes, findRoot };
}

function rootOfEntries(hashes: Uint8Array): Uint8Array {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += hashSize) {
    leaves.push(hashLeaf(encodeEntry(hashes.subarray(at, at + hashSize))));
  }
  return growTiles(0, [], leaves).root;
}

async function readOrSay(path: string): Promise<Buffer> {
  return await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`);
  });
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
