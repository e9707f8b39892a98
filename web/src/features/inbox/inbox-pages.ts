import type { InfiniteData } from '@tanstack/react-query';

import type { InboxItem, InboxPage } from './inbox.queries.ts';

export type InboxData = InfiniteData<InboxPage>;

/** All loaded rows in their order. */
export function flattenPages(data: InboxData | undefined): InboxItem[] {
  return data ? data.pages.flatMap((page) => page.items) : [];
}

/** The number of the loaded page that holds the drop-off, or -1. */
export function findPage(data: InboxData, id: string): number {
  return data.pages.findIndex((page) => page.items.some((item) => item.id === id));
}

/**
 * Puts a page that was asked for again in place of its old self. Rows pushed over its lower edge by new ones stay
 * loaded; rows that the server no longer names within the page's reach are gone; no row appears twice.
 */
export function mergePage(data: InboxData, index: number, fresh: InboxPage): InboxData {
  const old = data.pages[index];
  if (!old) return data;
  const freshIds = new Set(fresh.items.map((item) => item.id));
  const reach = old.items.findLastIndex((item) => freshIds.has(item.id));
  const isLastPage = index === data.pages.length - 1;
  // Nothing of the old page is known any more: what follows can no longer be joined without a gap.
  if (reach === -1 && fresh.items.length > 0 && fresh.nextCursor && old.items.length > 0) {
    return { pages: [...data.pages.slice(0, index), fresh], pageParams: data.pageParams.slice(0, index + 1) };
  }
  // The fresh page is not full: it says everything there is, so nothing was pushed out of it.
  const pushedOut = fresh.nextCursor ? old.items.slice(reach + 1) : [];
  const merged: InboxPage = {
    items: [...fresh.items, ...pushedOut],
    nextCursor: isLastPage && pushedOut.length === 0 ? (fresh.nextCursor ?? null) : (old.nextCursor ?? null),
  };
  const pages = data.pages.map((page, number) =>
    number === index ? merged : { ...page, items: page.items.filter((item) => !freshIds.has(item.id)) },
  );
  return { pages, pageParams: data.pageParams };
}

/** True when both hold the same rows in the same order, so that showing the second moves nothing. */
export function sameRows(a: readonly { id: string }[], b: readonly { id: string }[]): boolean {
  return a.length === b.length && a.every((item, index) => item.id === b[index]?.id);
}
