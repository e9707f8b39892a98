import type { PickedFile } from './chosen-files.ts';

/** What a drop brought: its files, folders walked through, and what could not be read. */
export type DropResult = {
  picked: PickedFile[];
  unreadable: string[];
  /** Lasting references to the dropped files and folders, where the browser has them (Chromium). */
  sources: FileSystemHandle[];
};

type HandleItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/**
 * Reads a drop. Must be called inside the event: the items are gone afterwards. `onCount` hears how many files were
 * found so far.
 */
export async function readDrop(transfer: DataTransfer, onCount?: (count: number) => void): Promise<DropResult> {
  const items = [...transfer.items].filter((item) => item.kind === 'file') as HandleItem[];
  const entries = items.map((item) => item.webkitGetAsEntry());
  const handles = items.map((item) => item.getAsFileSystemHandle?.().catch(() => null) ?? null);
  const plain = [...transfer.files];

  const result: DropResult = { picked: [], unreadable: [], sources: [] };
  if (entries.some(Boolean)) {
    for (const entry of entries) if (entry) await walkEntry(entry, result, onCount);
  } else {
    result.picked = plain.map((file) => ({ path: file.name, file }));
  }
  for (const handle of await Promise.all(handles)) if (handle) result.sources.push(handle);
  return result;
}

async function walkEntry(entry: FileSystemEntry, result: DropResult, onCount?: (count: number) => void): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      result.picked.push({ path, file });
      if (result.picked.length % 100 === 0) onCount?.(result.picked.length);
    } else {
      for (const child of await readFolder(entry as FileSystemDirectoryEntry)) await walkEntry(child, result, onCount);
    }
  } catch {
    result.unreadable.push(path);
  }
}

/** Reads all of a folder: the browser hands the entries out in parts, and an empty part is the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** The files of a picker's input; a chosen folder leaves its path in `webkitRelativePath`. */
export function readInput(input: HTMLInputElement): PickedFile[] {
  return [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}
