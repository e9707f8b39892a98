import type { Language } from '../../i18n/language.ts';
import type { SameKeys } from '../../i18n/words.ts';
import { describeEvent } from '../inbox/describe-event.ts';
import type { timelineWords } from '../inbox/timeline.words.ts';
import type { actWords } from './act.words.ts';
import type { ProtocolItem } from './protocol.queries.ts';

type About = {
  words: SameKeys<(typeof actWords)['de']>;
  /** Kinds in a word or two, for acts whose details are forgotten. */
  titles: Readonly<Record<string, string>>;
  timeline: (typeof timelineWords)['en'];
  language: Language;
};

/** One act as a sentence, the firm's own acts as well as what happened to a drop-off. */
export function describeAct(item: ProtocolItem, { words, titles, timeline, language }: About): string {
  const { kind, actor, at, details } = item;
  if (details === null) return titles[kind] ?? kind;
  const acts: SameKeys<(typeof actWords)['de']>['acts'] = words.acts;
  const who = actor.name ?? words.actors[actor.kind];
  if (isKey(kind, acts)) return acts[kind](who, textsOf(details));
  return describeEvent(
    { at, kind, actorKind: actor.kind, actorName: actor.name, details },
    { words: timeline, language, files: [] },
  );
}

/** Figures and texts of the details; everything else is of no use in a sentence. */
function textsOf(details: Record<string, unknown>): Record<string, string | number> {
  const entries = Object.entries(details).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? value.length : value,
  ]);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  );
}

function isKey<T extends object>(key: string, of: T): key is string & keyof T {
  return Object.hasOwn(of, key);
}
