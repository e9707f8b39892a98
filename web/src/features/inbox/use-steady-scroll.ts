import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

type Row = { id: string };

/**
 * How many rows the list moves at the row that was on top of the window: positive when rows came above it. A row that
 * is gone is stood for by the next one that stayed.
 */
export function rowsMoved(before: readonly Row[], after: readonly Row[], topRow: number): number {
  const places = new Map(after.map((row, index) => [row.id, index]));
  for (let index = topRow; index < before.length; index += 1) {
    const place = places.get(before[index]?.id ?? '');
    if (place !== undefined) return place - index;
  }
  return 0;
}

/**
 * Keeps what is in the window where it is when rows come or go above it, and counts the new ones up there until the
 * reader is back at the top.
 */
export function useSteadyScroll(list: RefObject<HTMLElement | null>, rows: readonly Row[]): number {
  const before = useRef<readonly Row[]>(rows);
  const [newAbove, setNewAbove] = useState(0);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = rows;
    const element = list.current;
    if (!element || old === rows || old.length === 0 || rows.length === 0) return;
    const rowHeight = element.offsetHeight / rows.length;
    const hidden = -element.getBoundingClientRect().top;
    if (hidden <= 0) return;
    const moved = rowsMoved(old, rows, Math.floor(hidden / rowHeight));
    if (moved !== 0) window.scrollBy({ top: moved * rowHeight, behavior: 'instant' });
    if (moved > 0) setNewAbove((count) => count + moved);
  }, [list, rows]);
  useLayoutEffect(() => {
    if (newAbove === 0) return undefined;
    const onScroll = () => {
      if ((list.current?.getBoundingClientRect().top ?? 0) >= 0) setNewAbove(0);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, [list, newAbove]);
  return newAbove;
}
