import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { Receipt } from './receipt.ts';
import { MalformedDocument } from './read-document.ts';
import { parseReceipt, receiptBytes } from './receipt.ts';
import { keyFingerprint, verifyReceipt } from './verify-receipt.ts';

type Vector = { receipt: Receipt; bytesHex: string; fingerprint: string };
const vector = JSON.parse(readFileSync(new URL('../vectors/receipt.json', import.meta.url), 'utf8')) as Vector;
const { receipt } = vector;
const text = JSON.stringify(receipt, null, 2);
const key = Buffer.from(receipt.signingKey, 'base64');

describe('X1: the delivery receipt', () => {
  test('its signed bytes and fingerprint are those of the published vector', async () => {
    expect(Buffer.from(receiptBytes(parseReceipt(text))).toString('hex')).toBe(vector.bytesHex);
    expect(await keyFingerprint(key)).toBe(vector.fingerprint);
  });

  test('is verified by the given key, else by its own, and says which', async () => {
    expect(await verifyReceipt(receipt, key)).toBe('signed_by_given_key');
    expect(await verifyReceipt(receipt)).toBe('signed_by_own_key');
    expect(await verifyReceipt(receipt, new Uint8Array(32))).toBe('other_key');
  });

  test('white space, order of members and a byte order mark change nothing', async () => {
    const shuffled = `\uFEFF ${JSON.stringify(Object.fromEntries(Object.entries(receipt).toReversed()))}\r\n`;
    expect(await verifyReceipt(parseReceipt(shuffled), key)).toBe('signed_by_given_key');
  });

  test.each<[string, Partial<Receipt> & Record<string, unknown>]>([
    ['another size', { files: receipt.files.map((file) => ({ ...file, size: file.size ? file.size - 1 : 1 })) }],
    ['a file less', { files: receipt.files.slice(1) }],
    ['files in another order', { files: receipt.files.toReversed() }],
    ['another customer', { customerNumber: '10443' }],
    ['another erasure date', { erasesAt: '2027-12-05T13:05:09.120Z' }],
    ['a member more', { remark: 'paid' }],
    [
      'a signature with unused bits set',
      {
        signature: receipt.signature.replace(
          /[AQgw]==$/,
          (end) => `${{ A: 'B', Q: 'R', g: 'h', w: 'x' }[end.charAt(0)]}==`,
        ),
      },
    ],
    ['a signature of nothing', { signature: `${'A'.repeat(86)}==` }],
  ])('threat: a receipt changed afterwards: %s', async (_, change) => {
    expect(await verifyReceipt({ ...receipt, ...change }, key)).toBe('signature_wrong');
  });

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another format', text.replace('receipt-v1', 'receipt-v9')],
    ['a negative size', text.replace('3221225472', '-1')],
    ['a size past 2^53', text.replace('9007199254740991', '9007199254740993')],
    ['a hash in capitals', text.replace('ba7816bf', 'BA7816BF')],
    ['a member named twice', text.replace('"id"', '"firm": "Other", "id"')],
    ['a member of a file named twice', text.replace('"size": 0', '"size": 1, "size": 0')],
    ['a name written in two ways', text.replace('"id"', '"f\\u0069rm": "Other", "id"')],
    ['a time without zone', text.replace('09.120Z', '09.120')],
  ])('threat: two readers of one receipt: refuses %s', (_, broken) => {
    expect(() => parseReceipt(broken)).toThrow(MalformedDocument);
  });
});
