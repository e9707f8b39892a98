import { createHash, randomBytes } from 'node:crypto';

import { erasureBytes, type ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import { verifyErasureCertificate } from '@schleuse/proofs/verify-certificate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildDropoffHouse, type DropoffHouse, hoursAfter } from '../dropoffs/testing/dropoff-house.ts';
import { createRetention } from './retention.service.ts';

let house: DropoffHouse;
let firm: Awaited<ReturnType<DropoffHouse['addFirm']>>;
beforeAll(async () => {
  house = await buildDropoffHouse();
  firm = await house.addFirm();
});
afterAll(() => house[Symbol.asyncDispose]());

const bytes = randomBytes(5000);
const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

async function eraseOne() {
  const one = await house.openOne(firm.id, 'Geheime Notiz');
  await house.send(one.submitter, { name: 'Personal.xlsx', segments: [bytes.subarray(0, 2000), bytes.subarray(2000)] });
  const receipt = await house.dropoffs.submit(one.submitter, one.id, {});
  await house.dropoffs.close(firm.staff, one.id);
  const { id: containerId } = await house.containerOf(firm.id, one.id);
  await house.erase(firm.id, containerId);
  return { ...one, receipt, containerId };
}

describe('G2: the erasure certificate', () => {
  test('G2: says what went, when, on whose order, what stays under which law; signed, without names', async () => {
    const one = await eraseOne();
    const certificate = await house.retention.certificate(firm.staff, one.id);
    const now = house.clock.now.toISOString();
    expect(certificate).toMatchObject({
      format: 'schleuse-erasure-v1',
      id: one.id,
      firm: 'Musterhaus Software GmbH',
      container: { id: one.containerId, kind: 'dropoff', arrivedAt: one.receipt.receivedAt },
      cause: { kind: 'order', reason: 'closed', accountId: firm.staff.accountId },
      orderedAt: now,
      erasedAt: now,
      erased: {
        files: [{ size: 5000, sha256: sha256(bytes) }],
        totalBytes: 5000,
        unfinished: { files: 0, bytes: 0 },
      },
      key: { destroyed: true },
      // Three years from the end of 2026, by Berlin's calendar.
      kept: [{ what: 'record', rule: 'erasure-record', atLeastUntil: '2029-12-31T23:00:00.000Z' }],
    });
    expect(JSON.stringify(certificate)).not.toMatch(/Personal|Geheim|Kirchengemeinde|10100/);
    const { receiptPublicKey } = await house.firms.getFirm(firm.id);
    expect(await verifyErasureCertificate(certificate, receiptPublicKey)).toBe('signed_by_given_key');
    const changed: ErasureCertificate = { ...certificate, erasedAt: '2026-01-01T00:00:00.000Z' };
    expect(await verifyErasureCertificate(changed, receiptPublicKey)).toBe('signature_wrong');
  });

  test('G2: is in the log of the firm, tied by the hash of what is signed; every copy is the same', async () => {
    const one = await eraseOne();
    const certificate = await house.retention.certificate(firm.staff, one.id);
    expect(certificate.leaf?.event).toMatchObject({
      kind: 'erased',
      subject: { kind: 'dropoff', id: one.id },
      details: { files: 1, bytes: 5000, certificateSha256: sha256(erasureBytes(certificate)) },
    });
    await eraseOne();
    expect(await house.retention.certificate(one.submitter, one.id)).toEqual(certificate);
  });

  test('G2: comes without the proof while the log is behind, and with it later; the signature stays', async () => {
    const one = await eraseOne();
    const behind = createRetention({ ...house.retentionDeps, proveErasure: async () => undefined });
    const early = await behind.certificate(firm.staff, one.id);
    expect(early.proof).toBeUndefined();
    const late = await house.retention.certificate(firm.staff, one.id);
    expect(late).toEqual({ ...early, leaf: late.leaf, proof: late.proof, verifierKey: late.verifierKey });
    expect(late.proof).toBeDefined();
  });

  test('G2: names the rule where nobody ordered it, and tells what never arrived as a whole', async () => {
    const one = await house.openOne(firm.id);
    await house.send(one.submitter, { name: 'halb.bin', segments: [randomBytes(10)], length: 20 });
    house.clock.now = hoursAfter(house.clock.now, 80);
    await house.eraseDue();
    const certificate = await house.retention.certificate(firm.staff, one.id);
    expect(certificate).toMatchObject({
      container: { arrivedAt: null },
      cause: { kind: 'rule', reason: 'never-submitted', rule: 'dropoff-unsubmitted', bound: 'at-most' },
      erased: { files: [], totalBytes: 0, unfinished: { files: 1, bytes: 10 } },
    });
  });

  test('G2: is for staff and its own sender; before the erasure there is none', async () => {
    const open = await house.openOne(firm.id);
    await expect(house.retention.certificate(firm.staff, open.id)).rejects.toMatchObject({ code: 'no_certificate' });
    const one = await eraseOne();
    await expect(house.retention.certificate(open.submitter, one.id)).rejects.toMatchObject({ code: 'not_found' });
    const foreign = (await house.addFirm()).staff;
    await expect(house.retention.certificate(foreign, one.id)).rejects.toMatchObject({ code: 'no_certificate' });
  });

  test('G2: cannot be changed by the server that wrote it', async () => {
    const one = await eraseOne();
    const change = house.database.inFirm(firm.id, (tx) =>
      tx.updateTable('erasure_certificates').set({ certificate: '{}' }).where('subject_id', '=', one.id).execute(),
    );
    await expect(change).rejects.toThrow('permission denied');
  });
});
