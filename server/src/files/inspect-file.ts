import { buffer } from 'node:stream/consumers';

import type { ArchiveReport } from '@schleuse/archives/archive-report';
import { inspectArchive } from '@schleuse/archives/inspect-archive';

import { NotFound } from '../errors.ts';
import { findKeptFile } from './files.queries.ts';
import type { FilesDeps } from './files.service.ts';

/** Looks into a stored file by its ranges; nothing is unpacked anywhere. */
export function createInspector({ database, stored }: Pick<FilesDeps, 'database' | 'stored'>) {
  return async (firmId: string, fileId: string): Promise<ArchiveReport> => {
    const file = await database.inFirm(firmId, (tx) => findKeptFile(tx, fileId));
    if (!file) throw new NotFound();
    return await inspectArchive({
      size: file.size,
      async read(offset, length) {
        const end = Math.min(file.size, offset + length);
        return end > offset ? await buffer(stored.openStoredFile(firmId, fileId, offset, end)) : new Uint8Array(0);
      },
    });
  };
}
