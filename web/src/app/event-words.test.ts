import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { accessWords } from '../features/accesses/words.ts';
import { describeEvent } from '../features/inbox/describe-event.ts';
import { timelineWords } from '../features/inbox/timeline.words.ts';
import { actWords } from '../features/protocol/act.words.ts';
import { describeAct } from '../features/protocol/describe-act.ts';
import { protocolWords } from '../features/protocol/protocol.words.ts';
import { wordsIn } from '../i18n/words.ts';

/** As the API names them: what the server can write down, this page must be able to say. */
const { paths } = JSON.parse(await readFile(new URL('../../../server/openapi.json', import.meta.url), 'utf8'));
const kindsAt = (path: string): string[] =>
  paths[path].get.responses['200'].content['application/json'].schema.properties.items.items.properties.kind.enum;
const allKinds = kindsAt('/api/protocol');
const sentence = /^(?!Eintrag:|Entry:).+\.$/;

describe.each(['de', 'en'] as const)('X2: every kind of event has words (%s)', (language) => {
  const { kinds, firmKinds } = wordsIn(protocolWords, language);
  const titles: Readonly<Record<string, string>> = { ...kinds, ...firmKinds };
  const timeline = wordsIn(timelineWords, language);
  const act = { id: 1, at: '2026-11-21T14:05:00Z', subject: { kind: 'dropoff', id: null, customerNumber: null } };
  const staff = { actorKind: 'staff', actorName: 'K. Beispiel' } as const;

  test.each(allKinds)('%s has a title and a sentence in the protocol', (kind) => {
    expect(titles[kind]).toMatch(/\S/);
    const item = { ...act, kind, actor: { kind: 'staff', id: null, name: 'K. Beispiel' } as const, index: 0 };
    const words = wordsIn(actWords, language);
    expect(describeAct({ ...item, details: {} }, { words, titles, timeline, language })).toMatch(sentence);
  });

  test.each(Object.keys(kinds))('%s, of a drop-off, has a sentence on its page', (kind) => {
    const event = { at: act.at, kind, ...staff, details: {} };
    expect(describeEvent(event, { words: timeline, language, files: [] })).toMatch(sentence);
  });

  test('what a sender may see has words there', () => {
    const hidden = new Set([
      'files-arrived',
      'file-withdrawn',
      'uploads-ended',
      'mail-given-up',
      'files-scanned',
      'file-quarantined',
    ]);
    for (const kind of Object.keys(kinds).filter((each) => !hidden.has(each))) {
      expect(wordsIn(accessWords, language).kinds[kind], kind).toMatch(/\S/);
    }
  });

  test('no words are kept for what the server never writes', () => {
    expect(Object.keys(titles).toSorted()).toEqual(allKinds.toSorted());
  });
});
