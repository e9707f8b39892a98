import type { QueueFile } from '@schleuse/client/upload-queue.types';

import type { ChosenFile } from './chosen-files.ts';

/** A file of the list in the form the upload queue takes; a file without folders has no relative path. */
export function queueFileOf({ path, file }: ChosenFile): QueueFile {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const relativePath = path.includes('/') ? path : '';
  return { name, relativePath, size: file.size, lastModified: file.lastModified, type: file.type, body: file };
}
