import { auditLog } from '@schleuse/proofs/audit-log';
import { signCheckpoint } from '@schleuse/proofs/checkpoint';
import { encodeEntry } from '@schleuse/proofs/event-entry';
import { hashChildren, hashLeaf } from '@schleuse/proofs/merkle-tree';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { type LogRoom, openLogRoom } from './testing/log-room.ts';

/**
 * An operator who may do everything in the database, who has the root key and signs what he likes, and who is careful
 * to make the log look right. An auditor who kept one old head finds him out.
 */
describe('X2: an operator who rewrites the log', () => {
  let room: LogRoom;
  let kept: string;
  let honest: Buffer[];

  beforeAll(async () => {
    room = await openLogRoom();
    for (let n = 0; n < 7; n += 1) await room.record({ n });
    kept = (await room.readLog(), await room.evidenceLog.checkpoint(room.firmId));
    for (let n = 7; n < 11; n += 1) await room.record({ n });
    await room.readLog();
    honest = await readEntries();
  });
  beforeEach(async () => writeLog(honest));
  afterAll(async () => room[Symbol.asyncDispose]());

  async function audit() {
    const key = parseVerifierKey(await room.evidenceLog.verifierKey(room.firmId));
    const fetch = async (path: string): Promise<Uint8Array> =>
      path === 'checkpoint'
        ? new TextEncoder().encode(await room.evidenceLog.checkpoint(room.firmId))
        : room.evidenceLog.tileFile(room.firmId, path);
    const result = await auditLog({ key, fetch, kept });
    return result.findings;
  }

  async function readEntries(): Promise<Buffer[]> {
    const { rows } = await room.database.asOwner('select hashes from log_tiles where level = -1');
    const hashes = (rows[0] as { hashes: Buffer }).hashes;
    return Array.from({ length: hashes.length / 32 }, (_, n) => hashes.subarray(n * 32, n * 32 + 32));
  }

  /** Replaces the whole log by one of these entries, with right hashes and a genuine signature. */
  async function writeLog(entries: Buffer[], options: { leaves?: Buffer[]; sign?: boolean } = {}): Promise<void> {
    const leaves = (options.leaves ?? entries).map((entry) => Buffer.from(hashLeaf(encodeEntry(entry))));
    const root = rootOf(leaves);
    const log = parseVerifierKey(await room.evidenceLog.verifierKey(room.firmId));
    const note = await signCheckpoint(
      { origin: log.name, size: leaves.length, root },
      { key: log, sign: (message) => room.keys.signCheckpoint(room.firmId, message) },
    );
    const checkpoint = options.sign === false ? note.replace(/(— \S+ ).{20}/, '$1AAAAAAAAAAAAAAAAAAAA') : note;
    await room.database.asOwner(`
      set session_replication_role = replica;
      update log_tiles set hashes = ${hex(Buffer.concat(entries))} where level = -1;
      update log_tiles set hashes = ${hex(Buffer.concat(leaves))} where level = 0;
      update logs set size = ${leaves.length}, root = ${hex(root)}, checkpoint = '${checkpoint}';
      set session_replication_role = origin;`);
  }

  test('and changes nothing: nothing is found', async () => {
    expect(await audit()).toEqual([]);
  });

  test('changes an event that was there: found', async () => {
    await writeLog(honest.with(3, Buffer.alloc(32, 1)));
    expect(await audit()).toEqual([{ kind: 'forked', was: 7, is: 11 }]);
  });

  test('changes only what the entry says and leaves its hash: found', async () => {
    await writeLog(honest.with(3, Buffer.alloc(32, 1)), { leaves: honest });
    expect(await audit()).toEqual([{ kind: 'entry_differs', index: 3 }]);
  });

  test('removes an event from the middle: found', async () => {
    await writeLog(honest.toSpliced(2, 1));
    expect(await audit()).toEqual([{ kind: 'forked', was: 7, is: 10 }]);
  });

  test('cuts the newest events off: found', async () => {
    await writeLog(honest.slice(0, 5));
    expect(await audit()).toEqual([{ kind: 'shorter', was: 7, is: 5 }]);
  });

  test('inserts an event before others: found', async () => {
    await writeLog(honest.toSpliced(4, 0, Buffer.alloc(32, 2)));
    expect(await audit()).toEqual([{ kind: 'forked', was: 7, is: 12 }]);
  });

  test('shows a second history of the same length: found', async () => {
    await writeLog(honest.slice(0, 7).with(6, Buffer.alloc(32, 3)));
    expect(await audit()).toEqual([{ kind: 'forked', was: 7, is: 7 }]);
  });

  test('swaps two events: found', async () => {
    await writeLog(honest.with(1, honest[2] ?? Buffer.alloc(0)).with(2, honest[1] ?? Buffer.alloc(0)));
    expect(await audit()).toEqual([{ kind: 'forked', was: 7, is: 11 }]);
  });

  test('has lost the key and invents a signature: found', async () => {
    await writeLog(honest, { sign: false });
    expect(await audit()).toEqual([{ kind: 'checkpoint_not_signed', which: 'new' }]);
  });
});

/** The root straight from its definition in RFC 6962, 2.1. */
function rootOf(leaves: Buffer[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] ?? Buffer.alloc(0);
  const left = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return hashChildren(rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

function hex(bytes: Uint8Array): string {
  return `'\\x${Buffer.from(bytes).toString('hex')}'`;
}
