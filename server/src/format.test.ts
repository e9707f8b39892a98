import { expect, test } from 'vitest';

import { formatBytes, formatDate, formatExactBytes, formatFiles, formatInstant } from './format.ts';

test.each([
  [0, '0 Byte', '0 bytes'],
  [1, '1 Byte', '1 byte'],
  [1023, '1.023 Byte', '1,023 bytes'],
  [1024, '1 KB', '1 KB'],
  [1_048_064, '1 MB', '1 MB'],
  [3_435_973_837, '3,2 GB', '3.2 GB'],
  [107_374_182_400, '100 GB', '100 GB'],
  [2 ** 53 - 1, '8.192 TB', '8,192 TB'],
])('%i bytes are shown as people read them', (bytes, german, english) => {
  expect(formatBytes(bytes, 'de')).toBe(german.replace(' ', '\u00a0'));
  expect(formatBytes(bytes, 'en')).toBe(english.replace(' ', '\u00a0'));
});

test('an exact size keeps every byte', () => {
  expect(formatExactBytes(3_221_225_472, 'de')).toBe('3.221.225.472\u00a0Byte');
});

test('times are those of the zone, in winter and summer', () => {
  expect(formatInstant(new Date('2026-11-21T13:05:09Z'), 'de')).toBe('21.11.2026, 14:05 Uhr');
  expect(formatInstant(new Date('2026-07-01T22:05:00Z'), 'de')).toBe('02.07.2026, 00:05 Uhr');
  expect(formatInstant(new Date('2026-11-21T13:05:09Z'), 'en', 'UTC')).toBe('21 Nov 2026, 13:05');
  expect(formatDate(new Date('2026-11-21T23:30:00Z'), 'de')).toBe('22.11.2026');
});

test('files are counted in words', () => {
  expect([1, 2, 1024].map((count) => formatFiles(count, 'de'))).toEqual(['1 Datei', '2 Dateien', '1.024 Dateien']);
  expect(formatFiles(1, 'en')).toBe('1 file');
});
