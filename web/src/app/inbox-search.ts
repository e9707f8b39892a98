/** What of the inbox is shown; part of its address, so that it can be sent to a colleague. */
export type InboxSearch = { stand?: 'geschlossen' | 'abgebrochen'; suche?: string };

export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const { stand } = search;
  return { ...((stand === 'geschlossen' || stand === 'abgebrochen') && { stand }), ...readSearchWord(search) };
}

export function readSearchWord({ suche }: Record<string, unknown>): { suche?: string } {
  return typeof suche === 'string' && suche !== '' ? { suche: suche.slice(0, 200) } : {};
}

/** Addresses hold plain words (`?suche=4711`), as people would write them. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const words = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return words.length > 0 ? `?${new URLSearchParams(words)}` : '';
}
