import { useLayoutEffect, useState, type RefObject } from 'react';

export type RowRange = { first: number; last: number };

/** Rows kept above and below the window, so that scrolling and tabbing never meet a hole. */
const spare = 10;

/** The rows that lie in a stretch of the list; `top` is how far the list's start is above the window's, in pixels. */
export function rowsInView(top: number, height: number, rowHeight: number, count: number): RowRange {
  if (count === 0 || rowHeight <= 0) return { first: 0, last: Math.min(count, 40) - 1 };
  const clamp = (row: number) => Math.min(count - 1, Math.max(0, row));
  return {
    first: clamp(Math.floor(top / rowHeight) - spare),
    last: clamp(Math.ceil((top + height) / rowHeight) + spare),
  };
}

/** Which of `count` rows of equal height need to be there, while the window scrolls over the list. */
export function useVirtualRows(list: RefObject<HTMLElement | null>, count: number): RowRange {
  const [range, setRange] = useState<RowRange>(() => rowsInView(0, 0, 0, count));
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    let frame = 0;
    const look = () => {
      frame = 0;
      const { top } = element.getBoundingClientRect();
      const next = rowsInView(-top, window.innerHeight, element.offsetHeight / count, count);
      setRange((now) => (now.first === next.first && now.last === next.last ? now : next));
    };
    const lookSoon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    const sizes = new ResizeObserver(lookSoon);
    sizes.observe(element);
    window.addEventListener('scroll', lookSoon, { passive: true });
    window.addEventListener('resize', lookSoon);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      window.removeEventListener('scroll', lookSoon);
      window.removeEventListener('resize', lookSoon);
    };
  }, [list, count]);
  return range;
}
