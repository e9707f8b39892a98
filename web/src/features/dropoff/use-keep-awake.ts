import { useEffect } from 'react';

/** Keeps the screen, and with it a phone's line, awake while something is being sent. Where it cannot, nothing happens. */
export function useKeepAwake(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const hold = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const held = await navigator.wakeLock.request('screen');
        if (over) await held.release();
        else lock = held;
      } catch {
        // Refused, for instance on low battery.
      }
    };
    // The browser lets go when the page is hidden.
    document.addEventListener('visibilitychange', hold);
    void hold();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, [active]);
}
