import { expect, test } from 'vitest';

import { wordsIn } from '../../i18n/words.ts';
import { timelineWords } from '../inbox/timeline.words.ts';
import { actWords } from './act.words.ts';
import { describeAct } from './describe-act.ts';
import type { ProtocolItem } from './protocol.queries.ts';
import { protocolWords } from './protocol.words.ts';

const about = {
  words: wordsIn(actWords, 'de'),
  timeline: wordsIn(timelineWords, 'de'),
  titles: { ...protocolWords.de.kinds, ...protocolWords.de.firmKinds },
  language: 'de' as const,
};
const act = (kind: string, details: Record<string, unknown> | null = {}): ProtocolItem => ({
  id: 1,
  at: '2026-11-21T14:05:00.000000Z',
  kind,
  actor: { kind: 'staff', id: null, name: 'K. Beispiel' },
  subject: { kind: 'dropoff', id: null, customerNumber: null },
  details,
  index: null,
});

test('X2: acts read as sentences', () => {
  expect(describeAct(act('customers-imported', { new: 3, changed: 1 }), about)).toBe(
    'K. Beispiel hat eine Kundenliste übernommen: 3 neu, 1 geändert.',
  );
  expect(describeAct(act('files-arrived', { files: [{}, {}] }), about)).toBe('2 Dateien sind vollständig angekommen.');
  expect(describeAct(act('dropoff-closed'), about)).toBe('K. Beispiel hat den Fall geschlossen.');
});

test('X2: every kind has its sentence, and a title for when its details are forgotten', () => {
  for (const kind of [...Object.keys(about.words.acts), ...Object.keys(about.titles)]) {
    expect(describeAct(act(kind), about), kind).not.toMatch(/^Eintrag:|undefined|NaN/);
  }
  expect(describeAct(act('erased', null), about)).toBe('Gelöscht');
});

test('X2: every kind one can filter by has a sentence', () => {
  for (const kind of Object.keys(protocolWords.de.firmKinds)) expect(about.words.acts, kind).toHaveProperty(kind);
});
