import { PassThrough, type Readable } from 'node:stream';

import { ZipFile } from 'yazl';

export type ZipEntry = {
  path: string;
  size: number;
  changedAt: Date;
  /** Called when its turn comes. */
  open(): Readable;
};

export type ZipStream = {
  stream: Readable;
  /** Exact bytes of the whole archive; undefined when that cannot be said beforehand. */
  size: number | undefined;
};

/**
 * An archive that is made while it is sent: stored, not packed, ZIP64 where needed, names in UTF-8. One entry is open at
 * a time. A stream that is destroyed (the client went away) stops the reading; a fault in the reading destroys the
 * stream, so that half an archive never looks whole.
 */
export function zipStream(entries: readonly ZipEntry[]): ZipStream {
  const zip = new ZipFile();
  const output = new PassThrough();
  let current: Readable | undefined;
  let size: number | undefined;

  output.on('close', () => current?.destroy());
  zip.on('error', (error: Error) => output.destroy(error));
  for (const entry of entries) {
    const options = { size: entry.size, mtime: entry.changedAt, compress: false, mode: 0o100644 };
    zip.addReadStreamLazy(entry.path, options, (answer) => {
      // After the client left, the next entry is never opened.
      if (output.destroyed) return;
      current = entry.open();
      current.on('error', (error) => output.destroy(error));
      answer(null, current);
    });
  }
  zip.end({ forceZip64Format: false, comment: '' }, ((total: number) => {
    if (total >= 0) size = total;
  }) as () => void);
  zip.outputStream.pipe(output);
  return { stream: output, size };
}
