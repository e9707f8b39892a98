import type { SavedDropoff, SavedDropoffs } from '../dropoff/saved-dropoff.ts';

/**
 * Dropped files that were packed since: after a reload the archive is opened again, and not what went into it.
 */
export function createForgottenSources() {
  const names = new Set<string>();

  /** @param paths of the files that were replaced; a folder that was dropped is forgotten with the first of its files */
  function forget(paths: readonly string[]): void {
    for (const path of paths) names.add(path.slice(0, path.indexOf('/') + 1) || path);
  }

  function keep(dropoff: SavedDropoff): SavedDropoff {
    const sources = dropoff.sources.filter(
      (handle) => isPackedHandle(handle) || !names.has(handle.kind === 'directory' ? `${handle.name}/` : handle.name),
    );
    return { ...dropoff, sources };
  }

  return {
    forget,
    /** Remembers drop-offs without what was forgotten. */
    wrap: (remembered: SavedDropoffs): SavedDropoffs => ({
      ...remembered,
      save: (dropoff) => remembered.save(keep(dropoff)),
    }),
  };
}

const packed = new WeakSet<FileSystemHandle>();
/** Marks an archive made by this page: its name may be that of what went into it. */
export function markPackedHandle(handle: FileSystemHandle): void {
  packed.add(handle);
}
function isPackedHandle(handle: FileSystemHandle): boolean {
  return packed.has(handle);
}
