import { expect, test } from 'vitest';

import { wordsIn } from '../../i18n/words.ts';
import { describeEvent, gatherEntries, wasDownloaded } from './describe-event.ts';
import type { DropoffEvent, InboxFile } from './inbox.queries.ts';
import { timelineWords } from './timeline.words.ts';

const about = {
  words: wordsIn(timelineWords, 'de'),
  language: 'de' as const,
  files: [{ id: 'f1', name: 'daten.fdb', relativePath: 'Sicherung/daten.fdb' }] as InboxFile[],
};
const event = (kind: string, details: Record<string, unknown> = {}, minute = 0): DropoffEvent => ({
  at: new Date(Date.UTC(2026, 10, 21, 14, minute)).toISOString(),
  kind,
  actorKind: 'staff',
  actorName: 'K. Beispiel',
  details,
});

test('D5: events read as sentences', () => {
  expect(describeEvent(event('dropoff-submitted', { files: 3, bytes: 3_435_973_837 }), about)).toBe(
    'Der Kunde hat 3 Dateien (3,2\u00a0GB) übermittelt und die Eingangsbestätigung erhalten.',
  );
  expect(describeEvent(event('file-read', { fileId: 'f1' }), about)).toBe(
    'K. Beispiel hat „Sicherung/daten.fdb“ heruntergeladen.',
  );
  expect(describeEvent(event('erasure-begun', { reason: 'due' }), about)).toMatch(/^Die Löschfrist ist abgelaufen/);
});

test('D6: after the erasure a file that was read has no name any more', () => {
  expect(describeEvent(event('file-read', { fileId: 'gone' }), about)).toBe(
    'K. Beispiel hat eine Datei heruntergeladen.',
  );
});

test('an unknown kind of event is shown, not hidden', () => {
  expect(describeEvent(event('moved-to-mars'), about)).toBe('Eintrag: moved-to-mars');
});

test('a file fetched in many ranges is one entry', () => {
  const reads = [0, 1, 2, 40].map((minute) => event('file-read', { fileId: 'f1' }, minute));
  expect(gatherEntries(reads, about).map(({ times }) => times)).toEqual([3, 1]);
});

test('D6: knows whether anybody took the files out', () => {
  expect(wasDownloaded([event('dropoff-seen')])).toBe(false);
  expect(wasDownloaded([event('dropoff-seen'), event('archive-read')])).toBe(true);
});
