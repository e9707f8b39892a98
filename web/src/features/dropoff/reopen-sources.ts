import type { PickedFile } from './chosen-files.ts';

type AskingHandle = FileSystemHandle & {
  queryPermission?: (how: { mode: 'read' }) => Promise<PermissionState>;
  requestPermission?: (how: { mode: 'read' }) => Promise<PermissionState>;
};

export type ReopenedSources = {
  picked: PickedFile[];
  /** True when the browser would give more files if the person allowed it (`ask`, only inside a press). */
  mustAsk: boolean;
};

/** Reads files dropped before a reload again, as far as the browser still allows it. */
export async function reopenSources(sources: readonly FileSystemHandle[], ask: boolean): Promise<ReopenedSources> {
  const result: ReopenedSources = { picked: [], mustAsk: false };
  for (const handle of sources as readonly AskingHandle[]) {
    try {
      let state = (await handle.queryPermission?.({ mode: 'read' })) ?? 'denied';
      if (state === 'prompt' && ask) state = (await handle.requestPermission?.({ mode: 'read' })) ?? 'denied';
      if (state === 'granted') await walkHandle(handle, '', result.picked);
      else if (state === 'prompt') result.mustAsk = true;
    } catch {
      // Moved, deleted or no longer readable: the page asks for this file in the ordinary way.
    }
  }
  return result;
}

async function walkHandle(handle: FileSystemHandle, folder: string, picked: PickedFile[]): Promise<void> {
  const path = folder + handle.name;
  if (handle.kind === 'file') {
    picked.push({ path, file: await (handle as FileSystemFileHandle).getFile() });
    return;
  }
  for await (const child of (handle as FileSystemDirectoryHandle).values()) await walkHandle(child, `${path}/`, picked);
}
