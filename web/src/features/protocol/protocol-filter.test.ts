import { expect, test } from 'vitest';

import { readProtocolSearch } from '../../app/protocol-search.ts';
import { filterOf } from './protocol-filter.ts';

test('X2: a time of days takes the last day in', () => {
  const { from, to } = filterOf({ von: '2026-03-28', bis: '2026-03-29' });
  expect(new Date(from ?? '').toLocaleString('sv')).toBe('2026-03-28 00:00:00');
  expect(new Date(to ?? '').toLocaleString('sv')).toBe('2026-03-30 00:00:00');
  expect(filterOf({ von: '2026-99-99' })).toEqual({});
});

test('X2: the address holds the filter, and nothing that is none', () => {
  expect(readProtocolSearch({ suche: '10042', art: 'file-read', wer: 'staff', von: '2026-11-01', bis: '' })).toEqual({
    suche: '10042',
    art: 'file-read',
    wer: 'staff',
    von: '2026-11-01',
  });
  expect(readProtocolSearch({ art: '<b>', von: 'gestern' })).toEqual({});
});
