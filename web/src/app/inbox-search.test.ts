import { expect, test } from 'vitest';

import { parseSearch, readInboxSearch, writeSearch } from './inbox-search.ts';

test.each(['?suche=4711', '?stand=geschlossen&suche=K%C3%B6ln+%26+mehr', ''])(
  '"%s" survives reading and writing',
  (text) => {
    expect(writeSearch(readInboxSearch(parseSearch(text)))).toBe(text);
  },
);

test('what an address may not say is left out', () => {
  expect(readInboxSearch(parseSearch('?stand=egal&suche=&x=1'))).toEqual({});
  expect(readInboxSearch(parseSearch(`?suche=${'a'.repeat(300)}`)).suche).toHaveLength(200);
});
