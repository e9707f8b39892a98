import type { Case } from './case-names.ts';
import { refusals } from './errors.ts';
import type { FileReader } from './file-reader.ts';
import type { FileRecord } from '../files/files.service.ts';
import { mostHandles } from './wire/protocol.ts';
import type { Entry } from './wire/replies.ts';

export type FileHandle = { kind: 'file'; case: Case; file: FileRecord; reader: FileReader | undefined };
export type FolderHandle = { kind: 'folder'; entries: Entry[]; at: number };
export type Handle = FileHandle | FolderHandle;

/** Files of one session that hold buffers and a thread at the same time; the others begin anew when they are read. */
const mostActive = 8;

/** What a session has open. Numbers are not given out twice, so that a stale one hits nothing. */
export function createHandles() {
  const open = new Map<number, Handle>();
  const active = new Set<FileReader>();
  let last = 0;
  return {
    /** @throws SftpStatus when too many are open */
    add(handle: Handle): number {
      if (open.size >= mostHandles) throw refusals.tooManyHandles();
      open.set((last += 1), handle);
      return last;
    },
    get: (number: number): Handle | undefined => open.get(number),
    close(number: number): boolean {
      const handle = open.get(number);
      if (handle?.kind === 'file' && handle.reader) {
        handle.reader.rest();
        active.delete(handle.reader);
      }
      return open.delete(number);
    },
    /** This one is being read; whichever was longest not read gives its buffers back. */
    use(reader: FileReader): void {
      active.delete(reader);
      active.add(reader);
      const [idle] = active;
      if (active.size <= mostActive || !idle) return;
      idle.rest();
      active.delete(idle);
    },
    closeAll(): void {
      for (const reader of active) reader.rest();
      active.clear();
      open.clear();
    },
  };
}

export type Handles = ReturnType<typeof createHandles>;
