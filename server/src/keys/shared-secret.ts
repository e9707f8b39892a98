import { randomBytes } from 'node:crypto';
import { chmod, chown, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expandKey } from '@schleuse/sealing/expand-key';
import { KEY_BYTES } from '@schleuse/sealing/message-keys';

import { StartRefused } from '../db/database-errors.ts';
import { writeNewDurably } from './durable-file.ts';

/** 32 bytes for one purpose, the same in every process of the house: keys of counters and of proofs of work. */
export type SharedSecrets = (purpose: string) => Uint8Array;

/**
 * The secret in `DATA_DIR/shared-secret`, which opens nothing: a process without the root key has it too. It is a file and
 * no row, so that a stolen database does not tell which addresses its counters mean. Losing it costs nobody anything
 * but a proof of work.
 * @param options.make whether to make it if it is not there
 * @param options.groupId who else may read it
 */
export async function openSharedSecrets(
  dataDir: string,
  { make, groupId }: { make: boolean; groupId?: number | undefined },
): Promise<SharedSecrets> {
  const file = join(dataDir, 'shared-secret');
  if (make) {
    await writeNewDurably(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (groupId !== undefined) await chown(file, -1, groupId);
    await chmod(file, groupId === undefined ? 0o600 : 0o640);
  }
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(
      `${file} cannot be read (${error.code}): start the process with the role app first, with INTAKE_GROUP set`,
    );
  });
  const secret = Buffer.from(text.trim(), 'hex');
  if (secret.length !== KEY_BYTES) throw new StartRefused(`${file} is damaged: remove it, and a new one is made`);
  return (purpose) => expandKey(secret, Buffer.from(`schleuse.purpose.v1:${purpose}`), KEY_BYTES);
}
