/** What of the inbox is shown; part of its address, so that it can be sent to a colleague. */
export type InboxSearch = { stand?: 'geschlossen' | 'abgebrochen'; suche?: string };

export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const { stand } = search;
  return { ...((stand === 'geschlossen' || stand === 'abgebrochen') && { stand }), ...readSearchWord(search) };
}

/** Numbers come out of an address as numbers, words as words. */
export function readSearchWord(search: Record<string, unknown>): { suche?: string } {
  const word = search['suche'];
  return typeof word === 'string' || typeof word === 'number'
    ? `${word}` === ''
      ? {}
      : { suche: `${word}`.slice(0, 200) }
    : {};
}
