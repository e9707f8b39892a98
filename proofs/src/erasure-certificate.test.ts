import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';
import { type ErasureCertificate, erasureBytes } from './erasure-certificate.ts';
import { encodeEntry, type EventProof, hashEvent } from './event-entry.ts';
import { hashLeaf } from './merkle-tree.ts';
import { parseErasureCertificate } from './parse-certificate.ts';
import { parseDocument } from './parse-document.ts';
import { MalformedDocument } from './read-document.ts';
import { certificateDigest } from './receipt-digest.ts';
import { verifyCertificateFully, verifyErasureCertificate } from './verify-certificate.ts';

type Vector = Record<
  'bytesHex' | 'certificateSha256' | 'eventHex' | 'eventHashHex' | 'leafHashHex' | 'logKey',
  string
> & {
  certificate: ErasureCertificate & EventProof;
};
const vector = JSON.parse(readFileSync(new URL('../vectors/erasure.json', import.meta.url), 'utf8')) as Vector;
const text = JSON.stringify(vector.certificate, null, 2);
const certificate = parseErasureCertificate(text);
const key = Buffer.from(certificate.signingKey, 'base64');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('G2: the published vector of an erasure certificate', () => {
  test('every value on the way: signed bytes, digest, event, entry, leaf', () => {
    expect(hex(erasureBytes(certificate))).toBe(vector.bytesHex);
    expect(certificateDigest(certificate)).toBe(vector.certificateSha256);
    const { event, salt, data } = vector.certificate.leaf;
    expect(hex(canonicalJson(event))).toBe(vector.eventHex);
    const hash = hashEvent(Buffer.from(salt, 'base64'), event);
    expect(hex(hash)).toBe(vector.eventHashHex);
    expect(new TextDecoder().decode(encodeEntry(hash))).toBe(data);
    expect(hex(hashLeaf(encodeEntry(hash)))).toBe(vector.leafHashHex);
  });

  test('is genuine and proven by the given keys', async () => {
    expect(await verifyCertificateFully(certificate, { receiptKey: key, logKey: vector.logKey })).toMatchObject({
      genuine: true,
      proven: true,
      signature: 'signed_by_given_key',
      log: { result: 'proven', key: 'given', index: 3, size: 300, loggedAt: '2026-12-05T02:30:01.951002Z' },
    });
    expect(parseDocument(text).format).toBe('schleuse-erasure-v1');
  });

  test.each<[string, Partial<ErasureCertificate>]>([
    ['another time', { erasedAt: '2026-12-04T02:30:01.930Z' }],
    ['a file less', { erased: { ...certificate.erased, files: certificate.erased.files.slice(1) } }],
    ['another cause', { cause: { kind: 'order', reason: 'closed', accountId: null } }],
    ['nothing kept', { kept: [] }],
    ['another key pair', { key: { ...certificate.key, publicKeySha256: '0'.repeat(64) } }],
  ])('threat: a certificate changed afterwards: %s', async (_, change) => {
    expect(await verifyErasureCertificate({ ...certificate, ...change }, key)).toBe('signature_wrong');
  });

  test('threat: the proof of another event beside it', async () => {
    const { leaf } = certificate;
    const other = { ...leaf, event: { ...leaf?.event, kind: 'dropoff-submitted' } } as ErasureCertificate['leaf'];
    expect((await verifyCertificateFully({ ...certificate, ...(other && { leaf: other }) })).log).toEqual({
      result: 'failed',
      reason: 'other_event',
    });
    const moved = certificate.proof?.replace('index 3', 'index 4') ?? '';
    expect(await verifyCertificateFully({ ...certificate, proof: moved })).toMatchObject({
      genuine: false,
      log: { result: 'failed', reason: 'not_included' },
    });
    expect(await verifyErasureCertificate(certificate, new Uint8Array(32))).toBe('other_key');
  });

  test.each([
    ['another format', text.replace('erasure-v1', 'erasure-v2')],
    ['a key that was not destroyed', text.replace('"destroyed": true', '"destroyed": false')],
    ['a negative size', text.replace('"size": 20480', '"size": -1')],
    ['a hash in capitals', text.replace('ba7816bf', 'BA7816BF')],
    ['an unknown kind of cause', text.replace('"kind": "rule"', '"kind": "whim"')],
    ['a time without zone', text.replace('"2026-12-05T02:30:01.930Z"', '"2026-12-05 02:30"')],
    ['a list instead of what was erased', text.replace(/"erased": \{[^]*?\},\n {2}"key"/, '"erased": [],\n  "key"')],
    ['something kept without a law', text.replace(/"legalBasis": "Art. 5 Abs. 2[^"]*"/, '"legalBasis": ""')],
    ['a member named twice', text.replace('"firm"', '"firm": "Other", "firm"')],
  ])('threat: refuses %s', (_, broken) => {
    expect(broken).not.toBe(text);
    expect(() => parseDocument(broken)).toThrow(MalformedDocument);
  });
});
