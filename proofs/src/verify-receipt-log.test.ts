import { readFileSync } from 'node:fs';

import { beforeAll, describe, expect, test } from 'vitest';

import { addCosignatures, cosign } from './cosignature.ts';
import { type EventProof, formatEntry, hashEvent, type LoggedEvent } from './event-entry.ts';
import { formatVerifierKey, timestampedCosignature } from './note-key.ts';
import { MalformedDocument } from './read-document.ts';
import { parseReceipt, type Receipt, receiptBytes } from './receipt.ts';
import { receiptDigest } from './receipt-digest.ts';
import type { NoteSigner } from './signed-note.ts';
import { makeSigner } from './testing/make-signer.ts';
import { proveSampleEvent } from './testing/sample-log.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import { verifyReceiptFully } from './verify-receipt-log.ts';

const vector = JSON.parse(readFileSync(new URL('../vectors/receipt.json', import.meta.url), 'utf8')) as {
  receipt: Receipt;
};
const bare = vector.receipt;
const key = Buffer.from(bare.signingKey, 'base64');
const origin = 'files.example/log/1';
const event: LoggedEvent = {
  id: 4711,
  firm: '01934f5e-0000-7c3e-9d52-3f1c2b7a9e10',
  at: '2026-11-21T13:05:09.123456Z',
  kind: 'dropoff-submitted',
  actor: { kind: 'submitter', id: bare.id },
  subject: { kind: 'dropoff', id: bare.id },
  details: { files: 3, bytes: 9_007_199_254_740_991, erasesAt: bare.erasesAt, receiptSha256: receiptDigest(bare) },
};
let log: NoteSigner;
let receipt: Receipt;
let proof: EventProof;

beforeAll(async () => {
  log = await makeSigner(origin);
  proof = await proveSampleEvent(event, log);
  receipt = parseReceipt(JSON.stringify({ ...bare, ...proof }));
});

const logOf = async (change: Partial<EventProof>, logKey?: string) =>
  (await verifyReceiptFully({ ...receipt, ...change }, logKey === undefined ? {} : { logKey })).log;

describe('X1: a receipt with its proof', () => {
  test('is genuine and proven; says by which keys, when and where', async () => {
    const logKey = formatVerifierKey(log.key);
    expect(await verifyReceiptFully(receipt, { receiptKey: key, logKey })).toEqual({
      genuine: true,
      proven: true,
      signature: 'signed_by_given_key',
      log: { result: 'proven', key: 'given', origin, index: 270, size: 300, loggedAt: event.at, cosignatures: [] },
    });
    expect(await verifyReceiptFully(receipt)).toMatchObject({
      genuine: true,
      signature: 'signed_by_own_key',
      log: { key: 'own' },
    });
  });

  test('the proof is not under the signature; without one the receipt stands on its signature alone', async () => {
    expect(receiptBytes(receipt)).toEqual(receiptBytes(bare));
    const report = { genuine: true, proven: false, signature: 'signed_by_given_key', log: { result: 'absent' } };
    expect(await verifyReceiptFully(bare, { receiptKey: key })).toEqual(report);
  });

  test('names the witnesses one knows', async () => {
    const witness = await makeSigner('witness.example/w1', timestampedCosignature);
    const parsed = parseTlogProof(proof.proof);
    const answer = await cosign(parsed.checkpoint, witness, 1_790_000_000);
    const checkpoint = await addCosignatures(parsed.checkpoint, answer, [witness.key]);
    const cosigned = { ...receipt, proof: formatTlogProof({ ...parsed, checkpoint }) };
    const report = await verifyReceiptFully(cosigned, { witnesses: [formatVerifierKey(witness.key)] });
    const cosignatures = [{ name: 'witness.example/w1', at: new Date(1_790_000_000_000) }];
    expect(report.log).toMatchObject({ result: 'proven', cosignatures });
  });
});

describe('X1, threat: a proof beside a receipt that it does not prove', () => {
  test('the receipt was changed and signed again by the firm itself', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
    const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
    const changed = { ...receipt, signingKey: Buffer.from(raw).toString('base64'), customerNumber: '10443' };
    const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, receiptBytes(changed));
    const forged = { ...changed, signature: Buffer.from(signature).toString('base64') };
    expect(await verifyReceiptFully(forged)).toEqual({
      genuine: false,
      proven: false,
      signature: 'signed_by_own_key',
      log: { result: 'failed', reason: 'other_event' },
    });
  });

  test('a right proof does not heal a wrong signature', async () => {
    const broken = { ...receipt, signature: `${'A'.repeat(86)}==` };
    expect(await verifyReceiptFully(broken)).toMatchObject({
      genuine: false,
      proven: false,
      log: { result: 'proven' },
    });
  });

  test.each<[string, Partial<LoggedEvent>]>([
    ['another drop-off', { subject: { kind: 'dropoff', id: '01934f5e-8c1a-7c3e-9d52-3f1c2b7a9e11' } }],
    ['another act', { kind: 'dropoff-opened' }],
    ['another receipt', { details: { receiptSha256: '0'.repeat(64) } }],
    ['no receipt', { details: {} }],
  ])('a logged event of %s', async (_, change) => {
    const other = await proveSampleEvent({ ...event, ...change }, log);
    expect(await logOf(other)).toEqual({ result: 'failed', reason: 'other_event' });
  });

  test('an event, salt or entry that is not the leaf', async () => {
    const { leaf } = proof;
    const later = { ...event, at: '2026-11-21T14:00:00.000000Z' };
    const wrong = { result: 'failed', reason: 'entry_wrong' };
    expect(await logOf({ leaf: { ...leaf, event: later } })).toEqual(wrong);
    expect(await logOf({ leaf: { ...leaf, salt: `${'A'.repeat(43)}=` } })).toEqual(wrong);
    expect(await logOf({ leaf: { ...leaf, data: `${leaf.data}\n` } })).toEqual(wrong);
    const data = formatEntry(hashEvent(Buffer.from(leaf.salt, 'base64'), later));
    const moved = { result: 'failed', reason: 'not_included' };
    expect(await logOf({ leaf: { ...leaf, event: later, data } })).toEqual(moved);
  });

  test('another log, another key, another place, a broken text', async () => {
    const stranger = await makeSigner(origin);
    const strangerKey = formatVerifierKey(stranger.key);
    expect(await logOf({}, strangerKey)).toEqual({ result: 'failed', reason: 'other_key' });
    expect(await logOf({ verifierKey: strangerKey })).toEqual({ result: 'failed', reason: 'checkpoint_not_signed' });
    expect(await logOf({ verifierKey: 'x' })).toEqual({ result: 'failed', reason: 'key_malformed' });
    expect(await logOf({}, 'x')).toEqual({ result: 'failed', reason: 'key_malformed' });
    expect(await logOf({ proof: 'x' })).toEqual({ result: 'failed', reason: 'proof_malformed' });
    const other = proof.proof.replace('index 270', 'index 271');
    expect(await logOf({ proof: other })).toEqual({ result: 'failed', reason: 'not_included' });
    const grown = proof.proof.replace('\n300\n', '\n301\n');
    expect(await logOf({ proof: grown })).toEqual({ result: 'failed', reason: 'checkpoint_signature_wrong' });
    // A whole log of a stranger's is proven by its own key only: that is why the report says which key it was.
    const own = await proveSampleEvent(event, stranger);
    expect(await logOf(own)).toMatchObject({ result: 'proven', key: 'own' });
    expect(await logOf(own, formatVerifierKey(log.key))).toEqual({ result: 'failed', reason: 'other_key' });
  });

  test.each<[string, (log: EventProof) => object]>([
    ['a proof of null', (log) => ({ ...log, proof: null })],
    ['no leaf', (log) => ({ ...log, leaf: undefined })],
    ['nothing but a leaf', ({ leaf }) => ({ leaf })],
    ['a short salt', (log) => ({ ...log, leaf: { ...log.leaf, salt: 'AAAA' } })],
    ['no event', (log) => ({ ...log, leaf: { ...log.leaf, event: null } })],
    ['an event without subject', (log) => ({ ...log, leaf: { ...log.leaf, event: { ...event, subject: undefined } } })],
    ['half a character', (log) => ({ ...log, leaf: { ...log.leaf, event: { ...event, details: { a: '\ud800' } } } })],
    ['no verifier key', (log) => ({ ...log, verifierKey: undefined })],
  ])('refuses a receipt whose proof has %s', (_, change) => {
    expect(() => parseReceipt(JSON.stringify({ ...bare, ...change(proof) }))).toThrow(MalformedDocument);
  });
});
