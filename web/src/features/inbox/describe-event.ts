import { formatBytes, formatDate } from '../../ui/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { DropoffEvent, InboxFile } from './inbox.queries.ts';
import type { timelineWords } from './timeline.words.ts';

type TimelineWords = (typeof timelineWords)['en'];
type About = { words: TimelineWords; language: Language; files: readonly InboxFile[] };

/** One event as a sentence. Unknown kinds are named as they are, never hidden. */
export function describeEvent({ kind, actorName, details }: DropoffEvent, { words, language, files }: About): string {
  const who = actorName ?? words.somebody;
  const count = (name: string) => (typeof details[name] === 'number' ? details[name] : 0);
  const numberOf = (name: string) => (Array.isArray(details[name]) ? details[name].length : count(name));
  switch (kind) {
    case 'dropoff-opened':
      return words.opened;
    case 'files-arrived':
      return words.filesArrived(numberOf('files'));
    case 'files-scanned':
      return words.scanned(numberOf('files'));
    case 'dropoff-submitted':
      return words.submitted(count('files'), formatBytes(count('bytes'), language));
    case 'dropoff-seen':
      return words.seen(who);
    case 'dropoff-looked-at':
      return words.lookedAt(who);
    case 'receipt-read':
      return words.receiptRead(who);
    case 'file-withdrawn':
      return words.fileWithdrawn;
    case 'uploads-ended':
      return details['reason'] === 'expired' ? words.uploadExpired : words.uploadTakenBack;
    case 'dropoff-followed-up':
      return words.followedUp(count('arrived'), count('expected'));
    case 'file-read': {
      const file = files.find(({ id }) => id === details['fileId']);
      return file ? words.fileRead(who, fileTitle(file)) : words.someFile(who);
    }
    case 'readme-read':
      return words.readmeRead(who);
    case 'archive-read':
      return words.archiveRead(who);
    case 'file-quarantined':
      return words.quarantined;
    case 'file-released':
      return words.released(who, typeof details['reason'] === 'string' ? details['reason'] : '');
    case 'quarantined-erased':
      return words.quarantinedErased(who);
    case 'mail-given-up':
      return words.mailGivenUp(count('attempts'));
    case 'agreement-requested':
      return words.agreementRequested;
    case 'hold-placed': {
      const { until } = details;
      return words.holdPlaced[scopeOf(details)](
        who,
        typeof until === 'string' ? formatDate(until, language) : undefined,
      );
    }
    case 'hold-lifted':
      return words.holdLifted[scopeOf(details)](who);
    case 'dropoff-closed':
      return words.closed(who);
    case 'erasure-begun':
      return words.erasureBegun[reasonOf(details['reason'])];
    case 'erased':
      return words.erased(count('files'));
    default:
      return words.other(kind);
  }
}

function reasonOf(reason: unknown): keyof TimelineWords['erasureBegun'] {
  if (reason === 'due') return 'due';
  if (reason === 'erased-after-backup') return 'afterBackup';
  return reason === 'never-submitted' ? 'neverSubmitted' : 'closed';
}

function scopeOf({ scope }: DropoffEvent['details']): keyof TimelineWords['holdPlaced'] {
  return scope === 'customer' || scope === 'firm' ? scope : 'dropoff';
}

/** A file's name with its folder, as the sender had it. */
export function fileTitle({ name, relativePath }: Pick<InboxFile, 'name' | 'relativePath'>): string {
  return relativePath === '' ? name : relativePath;
}

export type TimelineEntry = { at: string; text: string; times: number };

const oneGoMs = 15 * 60_000;

/**
 * Events as entries to read. The same thing done again within a quarter of an hour is one entry with its number: a
 * download manager fetches one file in many ranges.
 */
export function gatherEntries(events: readonly DropoffEvent[], about: About): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const event of events) {
    const text = describeEvent(event, about);
    const same = entries.findLast((entry) => entry.text === text);
    if (same && Date.parse(event.at) - Date.parse(same.at) < oneGoMs) same.times += 1;
    else entries.push({ at: event.at, text, times: 1 });
  }
  return entries;
}

/** Whether anybody of the team took files out. */
export function wasDownloaded(events: readonly DropoffEvent[]): boolean {
  return events.some(({ kind }) => kind === 'file-read' || kind === 'archive-read');
}
