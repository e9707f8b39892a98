import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

/** Calls when the element comes near the window's lower edge: the next page is there before it is needed. */
export function useNearEnd(onNear: () => void): RefObject<HTMLDivElement | null> {
  const mark = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    const element = mark.current;
    if (!element) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) near();
      },
      { rootMargin: '0px 0px 600px 0px' },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return mark;
}
