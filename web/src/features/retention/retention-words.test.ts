import { expect, test } from 'vitest';

import { wordsIn } from '../../i18n/words.ts';
import { describeReason, describeRule } from './describe-rule.ts';
import { describeResult } from './describe-run.ts';
import { endOfDay, holdsOn, longestOf } from './holds-on.ts';
import type { ErasureRun, Hold, PreviewItem, RetentionRule } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';

const de = wordsIn(retentionWords, 'de');
const rule: RetentionRule = {
  name: 'dropoff-submitted',
  containerKind: 'dropoff',
  bound: 'at-most',
  period: 14,
  unit: 'days',
  starts: 'arrival',
  legalBasis: '',
};
const run: ErasureRun = {
  id: '1',
  beganAt: '2026-11-21T14:00:00Z',
  endedAt: '2026-11-21T14:00:01Z',
  outcome: 'done',
  givenUp: 0,
  erased: 0,
  failed: 0,
  held: 0,
  overdue: 0,
  byRule: {},
};
const hold: Hold = {
  id: '1',
  scope: 'dropoff',
  dropoffId: 'd1',
  customerId: null,
  customerNumber: '10023',
  reason: 'Az. 4 C 12/26',
  placedBy: 'Leitung',
  placedAt: '2026-11-21T14:00:00Z',
  until: null,
  liftedAt: null,
};

test('G1: rules in words, at most and at least', () => {
  expect(describeRule(rule, de)).toEqual({
    what: 'Übermittelte Einsendungen',
    period: 'höchstens 14 Tage',
    from: 'dem Eingang',
  });
  const books: RetentionRule = { ...rule, name: 'books', containerKind: 'book', bound: 'at-least', period: 8 };
  expect(describeRule({ ...books, unit: 'years', starts: 'year-end' }, de)).toEqual({
    what: 'book',
    period: 'mindestens 8 Jahre',
    from: 'dem Ende des Jahres',
  });
});

test('G1: why something goes is told by its own times, through a change of the clocks', () => {
  const item = { reason: 'due', arrivedAt: '2026-10-20T10:00:00Z', due: '2026-10-27T11:00:00Z' } as PreviewItem;
  expect(describeReason(item, de)).toBe('7 Tage nach dem Eingang');
  expect(describeReason({ ...item, reason: 'never-submitted', arrivedAt: null }, de)).toBe('nie abgeschlossen');
});

test('G1: a run says what it did, what is left, and when it did nothing', () => {
  const busy = {
    ...run,
    givenUp: 3,
    erased: 2,
    failed: 1,
    byRule: { 'dropoff-submitted': 2, 'dropoff-unsubmitted': 1 },
  };
  expect(describeResult(busy, de)).toEqual({
    result: ['3 Löschungen begonnen (2 nach Fristablauf, 1 nie abgeschlossen)', '2 Einsendungen gelöscht'],
    left: [{ text: '1 Löschung nicht gelungen, wird wiederholt', bad: true }],
    idle: false,
  });
  expect(describeResult(run, de)).toEqual({ result: ['nichts war fällig'], left: [], idle: true });
  expect(describeResult({ ...run, held: 2 }, de).idle).toBe(true);
  expect(describeResult({ ...run, overdue: 1 }, de).idle).toBe(false);
  expect(describeResult({ ...run, outcome: 'refused' }, de).result).toEqual([
    'nichts gelöscht: Die Uhr war gesprungen',
  ]);
});

test('G1: which holds keep a drop-off, and which of them the longest', () => {
  const ofCustomer: Hold = { ...hold, id: '2', scope: 'customer', dropoffId: null, until: '2027-01-01T00:00:00Z' };
  const ofOther: Hold = { ...ofCustomer, id: '3', customerNumber: '10024' };
  const ofFirm: Hold = { ...ofCustomer, id: '4', scope: 'firm', customerNumber: null, until: '2028-01-01T00:00:00Z' };
  const found = holdsOn([hold, ofCustomer, ofOther, ofFirm], { id: 'd2', customerNumber: '10023' });
  expect(found.map(({ id }) => id)).toEqual(['2', '4']);
  expect(longestOf(found)?.id).toBe('4');
  expect(longestOf([hold, ofFirm])?.id).toBe('1');
  expect(longestOf([])).toBeUndefined();
});

test('G1: a hold "until" a day is in force on that day', () => {
  expect(new Date(endOfDay('2026-12-31')).getDate()).toBe(31);
  expect(Date.parse(endOfDay('2026-12-31')) + 1).toBe(new Date(2027, 0, 1).getTime());
});

test('a profile’s rule says which profile; what went by it went as by the firm’s own', () => {
  const own = { ...rule, name: 'dropoff-profile-support-2', period: 5 };
  expect(describeRule(own, de).what).toBe('Übermittelte Einsendungen über das Profil „support-2“');
  const { result } = describeResult({ ...run, givenUp: 1, byRule: { [own.name]: 1 } }, de);
  expect(result.join()).toContain('1 nach Fristablauf');
});
