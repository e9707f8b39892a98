import type { RememberedUpload, ResumeStore } from './upload-queue.types.ts';

/** Remembers a drop-off's uploads in this browser. Where storage is blocked or full, only going on after a reload is lost. */
export function createWebResumeStore(dropoffId: string): ResumeStore & { clear(): void } {
  const key = `schleuse.uploads.${dropoffId}`;
  return {
    read() {
      try {
        const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
        return Array.isArray(value) ? (value as RememberedUpload[]) : [];
      } catch {
        return [];
      }
    },
    write(uploads) {
      try {
        localStorage.setItem(key, JSON.stringify(uploads));
      } catch {
        // See above.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // See above.
      }
    },
  };
}
