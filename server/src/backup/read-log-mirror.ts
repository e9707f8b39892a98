import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { encodeEntry } from '@schleuse/proofs/event-entry';
import { growTiles } from '@schleuse/proofs/grow-tiles';
import { hashLeaf, hashSize } from '@schleuse/proofs/merkle-tree';
import { makeVerifierKey } from '@schleuse/proofs/note-key';

import type { Finding } from './open-backup.ts';
import { type LogHead, parseSigned } from './signed-list.ts';

export type MirroredLog = {
  head: LogHead;
  hashes: Uint8Array;
  /** base64 of the root of the tree of the first so many entries */
  findRoot(size: number): string;
};

/** Which of a firm's two files cannot be believed, and why. */
export class LogMirrorDamaged extends Error {
  readonly finding: Finding;
  constructor(file: string, fault: string) {
    super(`${file} ${fault}`);
    this.finding = { file: `logs/${file}`, fault };
  }
}

/**
 * Reads a firm's mirrored log and proves it: the head is signed by the backup's key and by the log's own, and the hashes
 * have its root.
 * @throws LogMirrorDamaged
 */
export async function readMirroredLog(logs: string, firmId: string, publicKey: Uint8Array): Promise<MirroredLog> {
  const [headFile, hashesFile] = [`${firmId}.list`, `${firmId}.hashes`];
  const text = (await readOrSay(logs, headFile)).toString('utf8');
  const head = parseHead(text, headFile, publicKey);
  if (head.firmId !== firmId) throw new LogMirrorDamaged(headFile, "is another firm's: swapped");
  const all = await readOrSay(logs, hashesFile);
  if (all.length < head.size * hashSize) {
    throw new LogMirrorDamaged(hashesFile, 'was cut short: it has fewer hashes than entries');
  }
  const hashes = new Uint8Array(all.subarray(0, head.size * hashSize));
  const findRoot = (size: number): string => toBase64(rootOfEntries(hashes.subarray(0, size * hashSize)));
  if (findRoot(head.size) !== head.root) {
    throw new LogMirrorDamaged(hashesFile, 'was changed: its hashes have not the root that was signed');
  }
  const logKey = makeVerifierKey(head.origin, Buffer.from(head.publicKey, 'base64'));
  const checkpoint = await openCheckpoint(head.checkpoint, logKey);
  if (checkpoint.size !== head.size || toBase64(checkpoint.root) !== head.root) {
    throw new LogMirrorDamaged(headFile, 'was changed: it is not what the log signed');
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

function parseHead(text: string, file: string, publicKey: Uint8Array): LogHead {
  try {
    return parseSigned<LogHead>(text, 'schleuse-backup-log-v1', publicKey);
  } catch (error) {
    throw new LogMirrorDamaged(file, (error as Error).message);
  }
}

async function readOrSay(logs: string, file: string): Promise<Buffer> {
  return await readFile(join(logs, file)).catch((error: NodeJS.ErrnoException) => {
    throw new LogMirrorDamaged(file, error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`);
  });
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
