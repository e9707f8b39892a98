import { expect, test } from 'vitest';

import { formatBytes, formatDate, formatPercent, formatTime } from './format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  [0, '0 Byte'],
  [291.7502, '292 Byte'],
  [1023, '1023 Byte'],
  [1024, '1 KB'],
  [1_048_200, '1 MB'],
  [1_048_576, '1 MB'],
  [3_435_973_837, '3,2 GB'],
  [107_374_182_400, '100 GB'],
  [5_000_000_000_000_000, '4.547 TB'],
])('D2: %i bytes read as %s', (bytes, text) => {
  expect(plain(formatBytes(bytes, 'de'))).toBe(text);
});

test('sizes follow the language', () => {
  expect(plain(formatBytes(3_435_973_837, 'en'))).toBe('3.2 GB');
  expect(plain(formatBytes(1, 'en'))).toBe('1 byte');
});

test('times read as the design asks', () => {
  const at = new Date(2026, 10, 21, 14, 5);
  expect(formatTime(at, 'de')).toBe('21.11.2026, 14:05 Uhr');
  expect(formatTime(at, 'en')).toBe('21 Nov 2026, 14:05');
  expect(formatDate(at, 'de')).toBe('21.11.2026');
});

test('per cent never rounds up to 100', () => {
  expect(plain(formatPercent(0.9999, 'de'))).toBe('99 %');
  expect(formatPercent(1, 'en')).toBe('100%');
});
