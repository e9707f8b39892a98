import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { decodeEntries } from '@schleuse/proofs/entry-bundle';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import { entriesPath, tileWidth, widthInTree } from '@schleuse/proofs/tiles';
import pino from 'pino';

import type { SystemActor } from '../../actor.ts';
import { insertFirm } from '../../db/testing/rows.ts';
import { createTestDatabase } from '../../db/testing/test-database.ts';
import { openKeyRing } from '../../keys/key-ring.ts';
import { createEvidenceLog } from '../evidence-log.ts';
import type { EventKind } from '../event-kinds.ts';
import { recordEvent } from '../record-event.ts';
import type { Witness } from '../witness.ts';

export type LogRoom = Awaited<ReturnType<typeof openLogRoom>>;

/** A database, a key ring and one firm; `startServer` is one more process at the same log. */
export async function openLogRoom() {
  await using stack = new AsyncDisposableStack();
  const base = await mkdtemp(join(tmpdir(), 'schleuse-log-'));
  stack.defer(() => rm(base, { recursive: true, force: true }));
  const database = stack.use(await createTestDatabase());
  const keyRing = { dataDir: join(base, 'data'), rootKeyFile: join(base, 'root-key') };
  const keys = await openKeyRing(keyRing);
  const firmId = await insertFirm(database);
  await keys.createFirmKeys(firmId);
  const actor: SystemActor = { kind: 'system', firmId, task: 'test' };
  const log = pino({ level: 'silent' });

  const openServer = (
    options: { witness?: Witness; keys?: Pick<typeof keys, 'createLogKey' | 'signCheckpoint'> } = {},
  ) => createEvidenceLog({ database, keys, publicHost: 'einsenden.example', log, ...options });
  const evidenceLog = openServer();
  const moved = stack.move();
  return {
    database,
    keys,
    keyRing,
    firmId,
    actor,
    evidenceLog,
    openServer,
    record: (details: Record<string, unknown> = {}, subjectId: string | null = null) =>
      database.inFirm(firmId, (tx) =>
        // Of no room: these tests are about the log, whatever stands in it.
        recordEvent(tx, actor, { kind: 'test' as EventKind, subjectKind: 'firm', subjectId, details }),
      ),
    /** The newest checkpoint, checked, and all entries, as anybody sees them. */
    async readLog() {
      const key = parseVerifierKey(await evidenceLog.verifierKey(firmId));
      const note = await evidenceLog.checkpoint(firmId);
      const checkpoint = await openCheckpoint(note, key);
      const entries: Uint8Array[] = [];
      for (let index = 0; index * tileWidth < checkpoint.size; index += 1) {
        const path = entriesPath({ index, width: widthInTree({ level: 0, index }, checkpoint.size) });
        entries.push(...decodeEntries(await evidenceLog.tileFile(firmId, path)));
      }
      return { key, note, checkpoint, entries };
    },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}
