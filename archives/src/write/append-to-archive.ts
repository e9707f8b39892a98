import type { ArchiveKind } from '../archive-report.ts';
import { appendToTar } from './append-to-tar.ts';
import { appendToZip } from './append-to-zip.ts';

export type FileToAppend = {
  /** such as `Readme.txt`; an entry of this name, in any case, is replaced */
  name: string;
  text: string;
  modified?: Date;
};

/**
 * The archive with one more file in it, made of slices of the old one: nothing is packed anew and 50 MB are not copied.
 * @returns undefined for kinds that cannot be added to (GZ, RAR): pack the archive and the file into a new ZIP instead
 * @throws StopInspection when the archive cannot be read to its end
 */
export async function appendToArchive(kind: ArchiveKind, blob: Blob, file: FileToAppend): Promise<Blob | undefined> {
  if (kind === 'zip') return await appendToZip(blob, file);
  if (kind === 'tar') return await appendToTar(blob, file);
  return undefined;
}
