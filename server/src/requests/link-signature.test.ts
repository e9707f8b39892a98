import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { isSignedBy, linkText, newLinkKey } from './link-signature.ts';

const manual = await readFile(new URL('../../../docs/operating/signed-links.md', import.meta.url), 'utf8');
const indented = (pattern: RegExp): string => pattern.exec(manual.replaceAll(/^ {4}/gm, ''))?.[0] ?? '';

test('D7: the example of the manual is right: its key gives its signature, and that is accepted', () => {
  const key = createPrivateKey(indented(/-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----/));
  const signature = indented(/^[\w-]{86}$/m);
  const link = {
    firmId: '6f1c3a52-8f0d-4b6e-9d7e-2a4c5b8e1f90',
    customerNumber: '10023',
    caseReference: 'Ticket 4711',
    until: 1_798_671_600,
  };
  expect(sign(null, Buffer.from(linkText(link)), key).toString('base64url')).toBe(signature);
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  expect(isSignedBy(publicKey, link, signature)).toBe(true);
  expect(isSignedBy(newLinkKey().publicKey, link, signature)).toBe(false);
});

test('D7: lines cannot be moved from one part into another', () => {
  const { publicKey, privateKeyPem } = newLinkKey();
  const link = { firmId: 'f', customerNumber: '1', caseReference: 'A\n5', until: 9 };
  const signature = sign(null, Buffer.from(linkText(link)), createPrivateKey(privateKeyPem)).toString('base64url');
  expect(isSignedBy(publicKey, link, signature)).toBe(false);
  expect(isSignedBy(publicKey, { ...link, customerNumber: '1\nA', caseReference: '5' }, signature)).toBe(false);
});

test('D7: a signature of another length is none', () => {
  const link = { firmId: 'f', customerNumber: '1', caseReference: '', until: 9 };
  for (const signature of ['', 'AAAA', 'A'.repeat(88)]) {
    expect(isSignedBy(newLinkKey().publicKey, link, signature)).toBe(false);
  }
});
