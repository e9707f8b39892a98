import { useEffect } from 'react';

export type PageMark = 'idle' | 'paused' | 'done' | number;

/** Shows the state in the window's title and in its icon; a number is the share done, from 0 to 1. */
export function usePageProgress(title: string, mark: PageMark): void {
  const icon = typeof mark === 'number' ? `progress-${Math.floor(mark * 8)}` : mark;
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    document.querySelector('link[rel="icon"]')?.setAttribute('href', `/favicon/${icon}.svg`);
  }, [icon]);
}
