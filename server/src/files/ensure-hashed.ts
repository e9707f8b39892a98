import { createHash } from 'node:crypto';

import { NotFound } from '../errors.ts';
import { findKeptFile, setHash } from './files.queries.ts';
import type { FilesDeps } from './files.service.ts';

/**
 * The SHA-256 of a file. Where a restart lost the running hash, the stored bytes are read and hashed once; who asks
 * meanwhile waits for the same reading.
 */
export function createHasher(deps: FilesDeps): (firmId: string, fileId: string) => Promise<Buffer> {
  const running = new Map<string, Promise<Buffer>>();

  async function hash(firmId: string, fileId: string): Promise<Buffer> {
    const file = await deps.database.inFirm(firmId, (tx) => findKeptFile(tx, fileId));
    if (!file) throw new NotFound();
    if (file.sha256) return file.sha256;
    const hash = createHash('sha256');
    for await (const bytes of deps.stored.openStoredFile(firmId, fileId, 0, file.size))
      hash.update(bytes as Uint8Array);
    const sha256 = hash.digest();
    await deps.database.inFirm(firmId, (tx) => setHash(tx, fileId, sha256));
    return sha256;
  }

  return (firmId, fileId) => {
    const known = running.get(fileId);
    if (known) return known;
    const work = hash(firmId, fileId).finally(() => running.delete(fileId));
    running.set(fileId, work);
    return work;
  };
}
