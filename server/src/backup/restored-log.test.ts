import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { auditLog } from '@schleuse/proofs/audit-log';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import type { Receipt } from '@schleuse/proofs/receipt';
import { parseTlogProof } from '@schleuse/proofs/tlog-proof';
import { verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openKeyRing } from '../keys/key-ring.ts';
import { mirrorLogsOnly } from './log-mirror.ts';
import {
  type Directories,
  environmentOf,
  type House,
  makeDirectories,
  run,
  startHouse,
} from './testing/backup-house.ts';

/** What an auditor finds who kept this head. */
async function audit({ services }: House, kept: string) {
  const [firmId = ''] = await services.firms.listFirmIds();
  const { evidenceLog } = services;
  await evidenceLog.sequenceNow(firmId);
  const fetch = async (path: string): Promise<Uint8Array> =>
    path === 'checkpoint'
      ? new TextEncoder().encode(await evidenceLog.checkpoint(firmId))
      : await evidenceLog.tileFile(firmId, path);
  return await auditLog({
    key: parseVerifierKey(await evidenceLog.verifierKey(firmId)),
    fetch,
    kept,
    restorations: async () => JSON.stringify({ restorations: await evidenceLog.listRestorations(firmId) }),
  });
}

async function headOf({ services }: House): Promise<string> {
  const [firmId = ''] = await services.firms.listFirmIds();
  await services.evidenceLog.sequenceNow(firmId);
  return await services.evidenceLog.checkpoint(firmId);
}

/** A receipt of a drop-off made now, with its proof. */
async function receiptFrom(house: House): Promise<Receipt> {
  const { receipt } = await house.dropOff();
  return receipt;
}

const headIn = (receipt: Receipt): string => parseTlogProof(receipt.proof ?? '').checkpoint;

describe('X2: an older backup is restored', { timeout: 120_000 }, () => {
  let directories: Directories;
  let receipt: Receipt;
  let lastHead: string;
  beforeAll(async () => {
    directories = await makeDirectories();
    await using house = await startHouse(directories);
    await house.dropOff();
    await run(['backup', '--to', directories.backup], environmentOf(directories));
    // From here on nothing is in the backup but what the mirror of the logs gets each minute.
    receipt = await receiptFrom(house);
    lastHead = await headOf(house);
    const keys = await openKeyRing({ dataDir: directories.data, rootKeyFile: directories.rootKey });
    const log = pino({ level: 'silent' });
    const mirroring = { ...keys, dataDir: directories.data, databaseUrl: undefined, to: directories.backup, log };
    await mirrorLogsOnly(mirroring);
    await mirrorLogsOnly(mirroring);
  }, 120_000);
  afterAll(() => directories[Symbol.asyncDispose]());

  test('X2: the backup is whole, and the check knows a log that is missing, changed or set back', async () => {
    const env = environmentOf(directories);
    expect(await run(['check', directories.backup], env)).toMatchObject({ code: 0 });
    const logs = join(directories.backup, 'logs');
    const [hashes = ''] = (await readdir(logs)).filter((name) => name.endsWith('.hashes'));
    const whole = await readFile(join(logs, hashes));
    const damages: [Buffer | undefined, RegExp][] = [
      [undefined, /DAMAGED: logs\/\S+ is missing/],
      [whole.subarray(0, 64), /DAMAGED: logs\/\S+ was cut short/],
      [Buffer.from(whole).fill(1, 40, 41), /DAMAGED: logs\/\S+ was changed: its hashes have not the root/],
    ];
    for (const [content, said] of damages) {
      await (content ? writeFile(join(logs, hashes), content) : rm(join(logs, hashes)));
      expect(await run(['check', directories.backup], env)).toMatchObject({
        code: 2,
        said: expect.stringMatching(said),
      });
    }
    await writeFile(join(logs, hashes), whole);
  });

  test('X1, X2: the log goes on from its newest tree, receipts of the lost minutes included', async () => {
    const env = environmentOf(directories, directories.restored);
    expect(await run(['restore', '--from', directories.backup], env)).toMatchObject({ code: 0 });
    await using house = await startHouse(directories, directories.restored);
    expect((await audit(house, lastHead)).findings).toEqual([]);
    expect((await audit(house, headIn(receipt))).findings).toEqual([]);
    expect(await verifyReceiptFully(receipt)).toMatchObject({ genuine: true, proven: true });
    expect((await house.inbox()).map(({ id }) => id)).not.toContain(receipt.id);
    const [firmId = ''] = await house.services.firms.listFirmIds();
    const [declared] = await house.services.evidenceLog.listRestorations(firmId);
    const known = Number(lastHead.split('\n')[1]);
    expect(declared?.event).toMatchObject({
      kind: 'restored-from-backup',
      details: { backup: 1, log: { size: known, withoutEvents: expect.any(Number) } },
    });
    // Events of the backup that had no leaf in it yet did not become leaves twice.
    await receiptFrom(house);
    const after = await audit(house, lastHead);
    expect(after.findings).toEqual([]);
    expect(after.entries).toBe(after.checkpoint.size);
    expect(await readdir(directories.restored)).not.toContain('restored-logs');
  });
});

describe('X2: what the mirror did not get either is lost', { timeout: 120_000 }, () => {
  let directories: Directories;
  let receipt: Receipt;
  beforeAll(async () => {
    directories = await makeDirectories();
    {
      await using house = await startHouse(directories);
      await house.dropOff();
      await run(['backup', '--to', directories.backup], environmentOf(directories));
      receipt = await receiptFrom(house);
    }
    const env = environmentOf(directories, directories.restored);
    await run(['restore', '--from', directories.backup], env);
  }, 120_000);
  afterAll(() => directories[Symbol.asyncDispose]());

  test('X1, X2: the auditor is told of a declared cut, at once and after the log has outgrown the old one', async () => {
    await using house = await startHouse(directories, directories.restored);
    const was = Number(headIn(receipt).split('\n')[1]);
    const cut = { kind: 'cut_back', was, declared: expect.objectContaining({ declaredAt: expect.any(String) }) };
    expect((await audit(house, headIn(receipt))).findings).toEqual([expect.objectContaining(cut)]);
    for (let n = 0; n < 4; n += 1) await house.dropOff();
    const grown = await audit(house, headIn(receipt));
    expect(grown.checkpoint.size).toBeGreaterThan(was);
    expect(grown.findings).toEqual([expect.objectContaining(cut)]);
    // The receipt still proves by itself that the firm had it.
    expect(await verifyReceiptFully(receipt)).toMatchObject({ genuine: true, proven: true });
  });
});

test('threat: an operator cuts the log back and says nothing: a fork, as before', { timeout: 120_000 }, async () => {
  await using directories = await makeDirectories();
  const copy = join(directories.base, 'copy');
  let kept: string;
  {
    await using house = await startHouse(directories);
    await house.dropOff();
    await house.services.evidenceLog.sequenceNow((await house.services.firms.listFirmIds())[0] ?? '');
  }
  await cp(directories.data, copy, { recursive: true });
  {
    await using house = await startHouse(directories);
    await house.dropOff();
    kept = await headOf(house);
  }
  await using house = await startHouse(directories, copy);
  expect((await audit(house, kept)).findings).toEqual([expect.objectContaining({ kind: 'shorter' })]);
  for (let n = 0; n < 4; n += 1) await house.dropOff();
  expect((await audit(house, kept)).findings).toEqual([expect.objectContaining({ kind: 'forked' })]);
});
