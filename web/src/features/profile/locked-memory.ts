const key = (dropoffId: string): string => `schleuse.locked.${dropoffId}`;

/** Which drop-offs of this tab hold an archive with a password: the last page says how the password travels. */
export function createLockedMemory() {
  return {
    note(dropoffId: string): void {
      try {
        sessionStorage.setItem(key(dropoffId), '1');
      } catch {
        // Without storage a reload of the last page loses the hint.
      }
    },
    has(dropoffId: string): boolean {
      try {
        return sessionStorage.getItem(key(dropoffId)) !== null;
      } catch {
        return false;
      }
    },
  };
}
