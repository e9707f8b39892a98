import { expect, test } from 'vitest';

import { safeReturnAddress } from './return-address.ts';

test.each(['/eingang', '/eingang/4f?x=1#a', '/kunden', '/einstellungen?x=/y'])('%s is kept', (address) => {
  expect(safeReturnAddress(address)).toBe(address);
});

test.each([
  undefined,
  '',
  'eingang',
  '//evil.example/eingang',
  '/\\evil.example',
  'https://evil.example/eingang',
  '/anmelden?zurueck=/anmelden',
  '/eingangx',
  '/api/session',
  '/eingang\n',
])('%j leads to the inbox', (address) => {
  expect(safeReturnAddress(address)).toBe('/eingang');
});
