import { useEffect } from 'react';

/**
 * When the focused element vanishes (a file removed, a notice gone), the browser drops the focus to the page's very
 * beginning. This takes it to the page's heading instead, unless somebody has placed it within a moment.
 */
export function useRescueFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const note = () => {
      last = document.activeElement;
    };
    const rescue = () => {
      if (document.activeElement !== document.body || !last || last.isConnected) return;
      last = null;
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    };
    const watcher = new MutationObserver(() => {
      if (!last || last.isConnected) return;
      clearTimeout(timer);
      timer = setTimeout(rescue, 50);
    });
    document.addEventListener('focusin', note);
    watcher.observe(document.body, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('focusin', note);
      watcher.disconnect();
    };
  }, []);
}
