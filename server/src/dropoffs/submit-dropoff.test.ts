import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import { verifyReceipt } from '@schleuse/proofs/verify-receipt';
import { verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createDropoffs } from './dropoffs.service.ts';
import { buildDropoffHouse, type DropoffHouse, hoursAfter } from './testing/dropoff-house.ts';

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;

beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
});
afterAll(() => house[Symbol.asyncDispose]());

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const submit = (one: { id: string; submitter: Parameters<DropoffHouse['send']>[0] }, expectedFiles?: number) =>
  house.dropoffs.submit(one.submitter, one.id, expectedFiles === undefined ? {} : { expectedFiles });

describe('D4: the receipt', () => {
  test('D4: holds every file in the order sent, the times by the clock, and verifies', async () => {
    const one = await house.openOne(firm.id, 'Bitte prüfen');
    const big = randomBytes(700_000);
    await house.send(one.submitter, { name: 'Kasse.fdb', segments: [big] });
    await house.send(one.submitter, { name: 'a.txt', relativePath: 'Ordner/a.txt', segments: [Buffer.from('a')] });
    await house.send(one.submitter, { name: 'leer.txt', segments: [] });
    const receipt = await submit(one, 3);
    expect(receipt).toMatchObject({
      format: 'schleuse-receipt-v1',
      id: one.id,
      firm: 'Musterhaus Software GmbH',
      customerNumber: '10100',
      receivedAt: '2026-11-21T10:00:00.000Z',
      erasesAt: '2026-12-05T10:00:00.000Z',
      files: [
        { name: 'Kasse.fdb', size: 700_000, sha256: hex(big) },
        { name: 'Ordner/a.txt', size: 1, sha256: hex(Buffer.from('a')) },
        { name: 'leer.txt', size: 0, sha256: hex(Buffer.alloc(0)) },
      ],
    });
    const { receiptPublicKey } = await house.deps.firms.getFirm(firm.id);
    expect(await verifyReceipt(receipt, receiptPublicKey)).toBe('signed_by_given_key');
    expect(await house.dropoffs.describe(one.submitter, one.id)).toMatchObject({ state: 'submitted', receipt });
    expect(await house.dropoffs.receipt(firm.staff, one.id)).toEqual(receipt);
  });

  test('X1: comes with the proof that the log of the firm has it, the same each time', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'a.txt', segments: [Buffer.from('a')] });
    const receipt = await submit(one);
    const logKey = await house.evidenceLog.verifierKey(firm.id);
    const { receiptPublicKey: receiptKey } = await house.deps.firms.getFirm(firm.id);
    expect(await verifyReceiptFully(receipt, { logKey, receiptKey })).toMatchObject({
      genuine: true,
      proven: true,
      signature: 'signed_by_given_key',
      log: { result: 'proven', key: 'given' },
    });
    expect(await submit(one)).toEqual(receipt);
    expect(await house.dropoffs.receipt(firm.staff, one.id)).toEqual(receipt);
    expect(await verifyReceiptFully({ ...receipt, customerNumber: '10101' }, { logKey })).toMatchObject({
      genuine: false,
      log: { result: 'failed', reason: 'other_event' },
    });
  });

  test('X1: is answered without the proof when the log is behind; the proof follows by itself', async () => {
    const proofs = house.deps.proveSubmission;
    const stuck = { ...house.deps, proveSubmission: async () => undefined };
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'a.txt', segments: [Buffer.from('a')] });
    const early = await createDropoffs(stuck).submit(one.submitter, one.id, {});
    expect(early.proof).toBeUndefined();
    expect(await createDropoffs(stuck).receipt(one.submitter, one.id)).toEqual(early);
    const { rows } = await house.database.asOwner(`select count(*) from graphile_worker.jobs
      where task_identifier = 'prove-receipt' and key = 'prove-receipt:${one.id}'`);
    expect(rows).toEqual([{ count: '1' }]);
    await expect(createDropoffs(stuck).proveReceipt(firm.id, one.id)).rejects.toMatchObject({ code: 'log_behind' });
    await createDropoffs({ ...house.deps, proveSubmission: proofs }).proveReceipt(firm.id, one.id);
    const late = await house.dropoffs.receipt(one.submitter, one.id);
    expect(late).toEqual({ ...early, leaf: late.leaf, proof: late.proof, verifierKey: late.verifierKey });
    expect(await verifyReceiptFully(late)).toMatchObject({ genuine: true, proven: true });
  });

  test('X1: a receipt from before the log stands on its signature, with no proof that proves nothing', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'a.txt', segments: [Buffer.from('a')] });
    await createDropoffs({ ...house.deps, proveSubmission: async () => undefined }).submit(one.submitter, one.id, {});
    await house.evidenceLog.verifierKey(firm.id);
    await house.database.asOwner(`alter table events disable trigger user;
      update events set details = details - 'receiptSha256' where subject_id = '${one.id}';
      alter table events enable trigger user`);
    const receipt = await house.dropoffs.receipt(one.submitter, one.id);
    expect(receipt.proof).toBeUndefined();
    expect(await verifyReceiptFully(receipt)).toMatchObject({ genuine: true, proven: false });
    // There never will be one: handing over once more waits for none, and a job that was left ends.
    await house.database.asOwner(`delete from graphile_worker._private_jobs where key = 'prove-receipt:${one.id}'`);
    expect(await house.dropoffs.submit(one.submitter, one.id, {})).toEqual(receipt);
    const { rows } = await house.database.asOwner(
      `select from graphile_worker.jobs where key = 'prove-receipt:${one.id}'`,
    );
    expect(rows).toEqual([]);
    await house.dropoffs.proveReceipt(firm.id, one.id);
  });

  test('D4: the hash is right also where restarts lost the running one, over several requests', async () => {
    const one = await house.openOne(firm.id);
    const segments = [randomBytes(300_000), randomBytes(1), randomBytes(262_144)];
    const id = await house.send(one.submitter, { name: 'db.bak', segments, forgetful: true });
    const [first, second] = await Promise.all([
      house.files.ensureHashed(firm.id, id),
      house.files.ensureHashed(firm.id, id),
    ]);
    expect(first).toBe(second);
    expect((await submit(one)).files[0]?.sha256).toBe(hex(Buffer.concat(segments)));
  });

  test('D4: the hash is right over a restart of the server in the middle of a file', async () => {
    const content = randomBytes(900_000);
    const [begin, rest] = [content.subarray(0, 500_000), content.subarray(500_000)];
    await using before = await buildDropoffHouse();
    const { id: firmId } = await before.addFirm();
    const one = await before.openOne(firmId);
    const fileId = await before.send(one.submitter, { name: 'db', segments: [begin], length: content.length });
    await before.store.close();
    await using after = await buildDropoffHouse({ base: before.base, database: before.database });
    await after.uploads.appendBytes(one.submitter, fileId, begin.length, { stream: Readable.from([rest]) });
    const { rows } = await after.database.asOwner(
      `select task_identifier from graphile_worker.jobs where key = 'hash-file:${fileId}'`,
    );
    expect(rows).toEqual([{ task_identifier: 'hash-file' }]);
    const receipt = await after.dropoffs.submit(one.submitter, one.id, {});
    expect(receipt.files).toEqual([{ name: 'db', size: content.length, sha256: hex(content) }]);
  });

  test('D4: a firm that erases sooner promises it', async () => {
    const quick = await house.addFirm({ eraseAfterDays: 3 });
    const one = await house.openOne(quick.id);
    await house.send(one.submitter, { name: 'a', segments: [Buffer.from('a')] });
    const receipt = await submit(one);
    expect(receipt.erasesAt).toBe(hoursAfter(house.clock.now, 72).toISOString());
  });
});

describe('D4: submitting', () => {
  test('D4: whoever comes while a large file is still being hashed is told to come back, and gets the receipt then', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'a', segments: [randomBytes(5), randomBytes(5)], forgetful: true });
    const impatient = createDropoffs({ ...house.deps, patienceMs: 0 });
    await expect(impatient.submit(one.submitter, one.id, {})).rejects.toMatchObject({
      code: 'files_being_checked',
      details: { retryAfterSeconds: 5 },
    });
    const again = async () => (await impatient.submit(one.submitter, one.id, {})).files.length;
    await expect.poll(() => again().catch(() => 0)).toBe(1);
  });

  test('D4: twice at once gives one receipt, one event, one mail', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, {
      name: 'a.txt',
      segments: [Buffer.from('ab'), Buffer.from('c')],
      forgetful: true,
    });
    // All six have looked and hashed before the first of them may sign.
    const { promise: everybody, resolve } = Promise.withResolvers<void>();
    let signing = 0;
    const signReceipt = async (firmId: string, bytes: Uint8Array): Promise<Uint8Array> => {
      if (++signing === 6) resolve();
      await everybody;
      return await house.keys.signReceipt(firmId, bytes);
    };
    const dropoffs = createDropoffs({ ...house.deps, keys: { ...house.keys, signReceipt } });
    const submitting = Array.from({ length: 6 }, () => dropoffs.submit(one.submitter, one.id, {}));
    const receipts = await Promise.all(submitting);
    for (const receipt of receipts) expect(receipt).toEqual(receipts[0]);
    expect((await house.mailsAbout(firm.id, one.id)).map((mail) => mail.kind)).toEqual(['arrival']);
    const { events } = await house.dropoffs.detail(firm.staff, one.id);
    expect(events.filter((event) => event.kind === 'dropoff-submitted')).toHaveLength(1);
  });

  test('D4: refused while a file is on its way, with the list', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'ganz.txt', segments: [Buffer.from('x')] });
    const id = await house.send(one.submitter, { name: 'halb.txt', segments: [Buffer.from('xy')], length: 5 });
    await expect(submit(one)).rejects.toMatchObject({
      code: 'uploads_unfinished',
      details: { uploads: [{ id, name: 'halb.txt', relativePath: '', length: 5, received: 2 }] },
    });
  });

  test('D4: refused without a file, and with another number than the sender counted', async () => {
    const one = await house.openOne(firm.id);
    await expect(submit(one)).rejects.toMatchObject({ code: 'no_files' });
    await house.send(one.submitter, { name: 'a', segments: [Buffer.from('a')] });
    await expect(submit(one, 2)).rejects.toMatchObject({
      code: 'files_missing',
      details: { expected: 2, arrived: 1 },
    });
    expect(await house.mailsAbout(firm.id, one.id)).toEqual([]);
  });

  test('D4: afterwards nothing can be added, only looked at', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'a', segments: [Buffer.from('a')] });
    await submit(one);
    await expect(house.send(one.submitter, { name: 'b', segments: [Buffer.from('b')] })).rejects.toMatchObject({
      code: 'dropoff_submitted',
    });
    await expect(house.dropoffs.change(one.submitter, one.id, { note: 'x' })).rejects.toMatchObject({
      code: 'dropoff_submitted',
    });
  });

  test('D4: another drop-off cannot be submitted, nor seen, with this token', async () => {
    const mine = await house.openOne(firm.id);
    const other = await house.openOne(firm.id);
    await expect(house.dropoffs.submit(mine.submitter, other.id, {})).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.dropoffs.describe(mine.submitter, other.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.dropoffs.receipt(mine.submitter, other.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
