import { inflateSync } from 'node:zlib';

import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import { describe, expect, test } from 'vitest';

import { renderErasurePdf } from './erasure-pdf.ts';

const certificate: ErasureCertificate = {
  format: 'schleuse-erasure-v1',
  id: '0b1f6c5e-7f0e-4a53-9d2c-9d6a3f1f2a77',
  firm: 'Musterhaus Software GmbH',
  container: {
    id: '6a5d0c52-97a9-4d8f-8f5a-1c3f64a2b911',
    kind: 'dropoff',
    begunAt: '2026-11-21T09:55:00.000Z',
    arrivedAt: '2026-11-21T10:00:00.000Z',
  },
  cause: {
    kind: 'rule',
    reason: 'due',
    rule: 'dropoff-submitted',
    bound: 'at-most',
    legalBasis: 'Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung), zugesagt in der Eingangsbestätigung',
    due: '2026-12-05T10:00:00.000Z',
  },
  orderedAt: '2026-12-05T10:00:01.000Z',
  erasedAt: '2026-12-05T10:00:02.000Z',
  erased: {
    files: [
      { size: 3_221_225_472, sha256: '5e'.repeat(32) },
      { size: 812, sha256: null },
    ],
    totalBytes: 3_221_226_284,
    unfinished: { files: 1, bytes: 4096 },
  },
  key: { destroyed: true, algorithm: 0x647a, publicKeySha256: 'a1'.repeat(32) },
  kept: [
    {
      what: 'record',
      rule: 'erasure-record',
      legalBasis: 'Art. 5 Abs. 2 DSGVO (Rechenschaftspflicht); §§ 195, 199 BGB (Verjährung ab Jahresende)',
      atLeastUntil: '2029-12-31T23:00:00.000Z',
    },
  ],
  signingKey: `${'A'.repeat(43)}=`,
  signature: `${'B'.repeat(86)}==`,
};
const pagesOf = (pdf: Buffer): number => Number(/\/Type \/Pages\n\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);

describe('G2: the erasure certificate as PDF', () => {
  test('is the same bytes for the same certificate, and another for another language', async () => {
    const first = await renderErasurePdf(certificate, { language: 'de' });
    expect(first.equals(await renderErasurePdf(certificate, { language: 'de' }))).toBe(true);
    expect(first.equals(await renderErasurePdf(certificate, { language: 'en' }))).toBe(false);
    expect(pagesOf(first)).toBeLessThanOrEqual(2);
  });

  test('carries the signed certificate as an attachment', async () => {
    const pdf = await renderErasurePdf(certificate, { language: 'de' });
    const begin = pdf.indexOf('stream\n', pdf.indexOf('/Subtype /application#2Fjson')) + 'stream\n'.length;
    const attached = inflateSync(pdf.subarray(begin, pdf.indexOf('\nendstream', begin))).toString();
    expect(JSON.parse(attached)).toEqual(certificate);
  });

  test.each([
    { kind: 'order', reason: 'closed', accountId: null } as const,
    { kind: 'restore', reason: 'erased-after-backup' } as const,
  ])('for every cause, and many files on many pages: $kind', async (cause) => {
    const files = Array.from({ length: 200 }, (_, index) => ({ size: index, sha256: '0f'.repeat(32) }));
    const erased = { ...certificate.erased, files };
    expect(pagesOf(await renderErasurePdf({ ...certificate, cause, erased }, { language: 'de' }))).toBeGreaterThan(4);
  });
});
