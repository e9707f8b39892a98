import { expect, test } from 'vitest';

import { findPage, flattenPages, mergePage, sameRows, type InboxData } from './inbox-pages.ts';
import type { InboxItem, InboxPage } from './inbox.queries.ts';

const item = (id: string, seen = false) => ({ id, seen }) as InboxItem;
const page = (ids: string, nextCursor: string | null = null): InboxPage => ({
  items: [...ids].map((id) => item(id)),
  nextCursor,
});
const data = (...pages: InboxPage[]): InboxData => ({ pages, pageParams: pages.map((_, number) => `${number}`) });
const ids = (inbox: InboxData) =>
  flattenPages(inbox)
    .map((row) => row.id)
    .join('');

test('D5: a new drop-off comes on top and none is lost at the edge between two pages', () => {
  const merged = mergePage(data(page('abc', 'c'), page('def')), 0, page('nab', 'b'));
  expect(ids(merged)).toBe('nabcdef');
  expect(merged.pages.at(-1)?.nextCursor).toBe(null);
});

test('D5: with one loaded page the older rows below are still asked for from the right place', () => {
  const merged = mergePage(data(page('abc', 'c')), 0, page('nab', 'b'));
  expect(ids(merged)).toBe('nabc');
  expect(merged.pages[0]?.nextCursor).toBe('c');
});

test('D5: a case closed by a colleague leaves the list', () => {
  expect(ids(mergePage(data(page('abc')), 0, page('ac')))).toBe('ac');
  expect(ids(mergePage(data(page('abc', 'c'), page('def')), 0, page('acd', 'd')))).toBe('acdef');
  expect(ids(mergePage(data(page('abc', 'c'), page('def')), 1, page('df')))).toBe('abcdf');
});

test('D5: the last row of all may leave too', () => {
  expect(ids(mergePage(data(page('abc')), 0, page('ab')))).toBe('ab');
  expect(ids(mergePage(data(page('a')), 0, page('')))).toBe('');
});

test('D5: a drop-off that was finished moves from a later page to the top once', () => {
  const merged = mergePage(data(page('abc', 'c'), page('def')), 0, page('eab', 'b'));
  expect(ids(merged)).toBe('eabcdf');
});

test('D5: a changed row keeps its place and shows the new state', () => {
  const merged = mergePage(data(page('ab')), 0, { items: [item('a'), item('b', true)], nextCursor: null });
  expect(sameRows(flattenPages(merged), page('ab').items)).toBe(true);
  expect(flattenPages(merged)[1]?.seen).toBe(true);
});

test('D5: after so many arrivals that nothing joins, the list starts anew instead of hiding a gap', () => {
  const merged = mergePage(data(page('abc', 'c'), page('def')), 0, page('xyz', 'z'));
  expect(ids(merged)).toBe('xyz');
  expect(merged.pages).toHaveLength(1);
});

test('finds the page of a drop-off', () => {
  expect(findPage(data(page('abc'), page('def')), 'e')).toBe(1);
  expect(findPage(data(page('abc')), 'z')).toBe(-1);
});
