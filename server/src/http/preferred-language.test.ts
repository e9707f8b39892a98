import { expect, test } from 'vitest';

import { preferredLanguage } from './preferred-language.ts';

test.each([
  [undefined, 'de'],
  ['', 'de'],
  ['fr', 'de'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['de-AT, en;q=0.9', 'de'],
  ['en;q=0.5, de;q=0.7', 'de'],
  ['en;q=0, fr', 'de'],
  ['*', 'de'],
  [';;;q=,,', 'de'],
] as const)('D4: %j is answered in %s', (header, language) => expect(preferredLanguage(header)).toBe(language));
