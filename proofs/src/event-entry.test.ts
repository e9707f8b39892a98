import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';
import { encodeEntry, type EventProof, formatEntry, hashEvent } from './event-entry.ts';
import { hashLeaf } from './merkle-tree.ts';
import { parseReceipt } from './receipt.ts';
import { receiptDigest } from './receipt-digest.ts';
import { verifyReceiptFully } from './verify-receipt-log.ts';

const file = readFileSync(new URL('../vectors/receipt-log.json', import.meta.url), 'utf8');
const vector = JSON.parse(file) as Record<'receiptSha256' | 'eventHex' | 'eventHashHex' | 'leafHashHex', string> &
  Record<'logKey' | 'witnessKey', string> & { receipt: EventProof };
const receipt = parseReceipt(JSON.stringify(vector.receipt));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe("X1: the published vector of a receipt's proof", () => {
  test('every value on the way from event to leaf', () => {
    const { event, salt, data } = vector.receipt.leaf;
    expect(receiptDigest(receipt)).toBe(vector.receiptSha256);
    expect(hex(canonicalJson(event))).toBe(vector.eventHex);
    const hash = hashEvent(Buffer.from(salt, 'base64'), event);
    expect(hex(hash)).toBe(vector.eventHashHex);
    expect(formatEntry(hash)).toBe(data);
    expect(hex(hashLeaf(encodeEntry(hash)))).toBe(vector.leafHashHex);
  });

  test('is genuine and proven, with its witness', async () => {
    const receiptKey = Buffer.from(receipt.signingKey, 'base64');
    const trust = { receiptKey, logKey: vector.logKey, witnesses: [vector.witnessKey] };
    const report = await verifyReceiptFully(receipt, trust);
    const cosignatures = [{ name: 'witness.example/w1', at: new Date(1_795_266_310_000) }];
    expect(report).toMatchObject({ genuine: true, proven: true, log: { index: 270, size: 300, cosignatures } });
  });

  test('another salt or another order of members: another hash, the same hash', () => {
    const { event, salt } = vector.receipt.leaf;
    const bytes = Buffer.from(salt, 'base64');
    const shuffled = Object.fromEntries(Object.entries(event).toReversed()) as typeof event;
    expect(hashEvent(bytes, shuffled)).toEqual(hashEvent(bytes, event));
    expect(hashEvent(new Uint8Array(32), event)).not.toEqual(hashEvent(bytes, event));
  });
});
