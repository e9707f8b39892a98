import { join } from 'node:path';

import { verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';
import { parseReceipt } from '@schleuse/proofs/receipt';

import { openDatabase } from '../../../server/src/db/database.ts';
import { startDatabase } from '../../../server/src/db/start-database.ts';
import { insertFirm } from '../../../server/src/db/testing/rows.ts';
import { createEvidenceLog } from '../../../server/src/evidence/evidence-log.ts';
import { recordFilesRead } from '../../../server/src/evidence/dropoff-events.ts';
import { openKeyRing } from '../../../server/src/keys/key-ring.ts';
import { createLog } from '../../../server/src/log.ts';
import { median } from '../median.ts';

export type LogFigures = {
  events: number;
  /** A durable transaction each, so many at once, while the log was being made. */
  writers: number;
  appendedPerSecond: number;
  /** From the first write until the last event was under a signed checkpoint. */
  provenPerSecond: number;
  /** The sequencer alone, with a backlog. */
  sequencedPerSecond: number;
  /** Of one event on an idle server: written until proven, milliseconds. */
  idleMs: number;
  /** Tables and indexes. */
  bytesPerMillion: { events: number; leaves: number; tiles: number; total: number };
  /** Milliseconds to make an inclusion proof with its checkpoint. */
  proveMs: number;
  /** Milliseconds to check a receipt with everything on it. */
  verifyReceiptMs: number;
};

const writers = 32;

/** The log on a real database with fsync, and nothing else on the machine's mind. */
export async function measureLog(base: string, events: number, receipt: string): Promise<LogFigures> {
  await using stack = new AsyncDisposableStack();
  const log = createLog('silent');
  const dataDir = join(base, 'data');
  const keys = await openKeyRing({ dataDir, rootKeyFile: join(base, 'root-key') });
  const running = stack.use(await startDatabase({ dataDir, databaseUrl: undefined, log }));
  const database = openDatabase({ connection: running.connection, maxConnections: writers + 4, log });
  stack.defer(() => database.close());
  const firmId = await insertFirm(database);
  await keys.createFirmKeys(firmId);
  const evidenceLog = createEvidenceLog({ database, keys, publicHost: 'bench.example', log });
  const actor = { kind: 'system', firmId, task: 'bench' } as const;
  const act = async (): Promise<string> => {
    const dropoffId = crypto.randomUUID();
    const details = { fileId: crypto.randomUUID(), start: 0, end: 10_240, size: 10_240 };
    await database.inFirm(firmId, (tx) => recordFilesRead(tx, firmId, [{ actor, dropoffId, details }]));
    return dropoffId;
  };
  const inLog = async (): Promise<number> => Number((await evidenceLog.checkpoint(firmId)).split('\n')[1]);
  await evidenceLog.sequenceNow(firmId);

  const before = await inLog();
  let begun = 0;
  const started = performance.now();
  let appended: number;
  const server = evidenceLog.start();
  try {
    const write = async (): Promise<void> => {
      while (begun < events) {
        begun += 1;
        await act();
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
    appended = performance.now();
    while ((await inLog()) < before + events) await new Promise((resolve) => setTimeout(resolve, 5));
  } finally {
    await server[Symbol.asyncDispose]();
  }
  const proven = performance.now();

  const [idle, proving]: [number[], number[]] = [[], []];
  for (let one = 0; one < 50; one += 1) {
    const at = performance.now();
    const subjectId = await act();
    await evidenceLog.proveEvent(firmId, { kind: 'file-read', subjectId }, 1_000);
    const between = performance.now();
    await evidenceLog.proveEvent(firmId, { kind: 'file-read', subjectId }, 0);
    idle.push(between - at);
    proving.push(performance.now() - between);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }

  const backlog = events;
  begun = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (begun < backlog) {
        begun += 1;
        await act();
      }
    }),
  );
  const sequencing = performance.now();
  await evidenceLog.sequenceNow(firmId);
  const sequenced = performance.now();

  const checking: number[] = [];
  const parsed = parseReceipt(receipt);
  for (let one = 0; one < 200; one += 1) {
    const at = performance.now();
    await verifyReceiptFully(parsed);
    checking.push(performance.now() - at);
  }
  return {
    events,
    writers,
    appendedPerSecond: events / ((appended - started) / 1_000),
    provenPerSecond: events / ((proven - started) / 1_000),
    sequencedPerSecond: backlog / ((sequenced - sequencing) / 1_000),
    idleMs: median(idle),
    bytesPerMillion: await sizesOf(database, await inLog()),
    proveMs: median(proving),
    verifyReceiptMs: median(checking),
  };
}

async function sizesOf(
  database: ReturnType<typeof openDatabase>,
  size: number,
): Promise<LogFigures['bytesPerMillion']> {
  const bytesOf = async (table: string): Promise<number> => {
    const rows = await database.outsideFirm((tx) =>
      tx.selectNoFrom((eb) => eb.fn<number>('pg_total_relation_size', [eb.val(table)]).as('bytes')).execute(),
    );
    return Math.round(((rows[0]?.bytes ?? 0) / size) * 1e6);
  };
  const [events, leaves, tiles] = [await bytesOf('events'), await bytesOf('event_leaves'), await bytesOf('log_tiles')];
  return { events, leaves, tiles, total: events + leaves + tiles };
}
