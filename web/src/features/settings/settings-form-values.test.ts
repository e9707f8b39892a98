import { expect, test } from 'vitest';

import { differenceOf, matchNumber, readGigabytes, readValues, toValues } from './settings-form-values.ts';
import type { Settings } from './settings.queries.ts';

const settings: Settings = {
  firmName: 'Musterhaus Software GmbH',
  eraseAfterDays: 14,
  requireTotp: false,
  customerNumberPattern: '^\\d{5}$',
  customerNumberExample: '12345',
  maxFileBytes: 1.5 * 1024 ** 3,
  maxDropoffBytes: 200 * 1024 ** 3,
  maxDropoffFiles: 10_000,
  notifyEmail: '',
  imprint: '',
  timeZone: 'Europe/Berlin',
  requireRequest: false,
  requireSignedLinks: false,
};

test('what is shown reads back as what it was', () => {
  const values = toValues(settings, 'de');
  expect(values.maxFileBytes).toBe('1,5');
  expect(readValues(values)).toEqual({ settings, wrong: [] });
});

test('untouched settings are not sent', () => {
  expect(differenceOf(settings, { ...settings, eraseAfterDays: 7 })).toEqual({ eraseAfterDays: 7 });
});

test.each([
  ['eraseAfterDays', '0'],
  ['eraseAfterDays', '15'],
  ['eraseAfterDays', '3,5'],
  ['firmName', '  '],
  ['customerNumberPattern', '\\d+'],
  ['customerNumberPattern', '^(\\d$'],
  ['maxFileBytes', '1.234.567'],
  ['maxFileBytes', ''],
  ['maxDropoffFiles', '100001'],
  ['notifyEmail', 'eingang'],
] as const)('D6: %s may not be "%s"', (name, text) => {
  expect(readValues({ ...toValues(settings, 'de'), [name]: text }).wrong).toContain(name);
});

test('sizes are read with comma or point', () => {
  expect(readGigabytes('0,5')).toBe(536_870_912);
  expect(readGigabytes('0.5')).toBe(536_870_912);
  expect(readGigabytes('viel')).toBeNaN();
});

test('a customer number can be tried', () => {
  expect(matchNumber('^\\d{5}$', '12345')).toBe(true);
  expect(matchNumber('^\\d{5}$', '1234')).toBe(false);
  expect(matchNumber('\\d{5}', '12345')).toBeUndefined();
});
