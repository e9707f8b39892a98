import { createHash, randomBytes, randomUUID } from 'node:crypto';

import type { SubmitterActor } from '../../actor.ts';
import type { Database } from '../../db/database.ts';
import { Conflict, NotFound } from '../../errors.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { UploadEvents, UploadTargets } from '../upload-ports.ts';

export type TestLimits = { maxFileBytes: number; maxTotalBytes: number; maxFiles: number };

const DAY_MS = 86_400_000;

/** An open drop-off of a customer, with its container's keys, and the token its sender holds. */
export async function insertDropoff(
  database: Database,
  keys: KeyRing,
  firmId: string,
  customerId: string,
): Promise<{ actor: SubmitterActor; containerId: string; token: string }> {
  const dropoffId = randomUUID();
  const containerId = randomUUID();
  const token = randomBytes(32).toString('base64url');
  const { algorithm, publicKey } = await keys.createContainerKeys(firmId, containerId);
  await database.inFirm(firmId, async (tx) => {
    await tx
      .insertInto('containers')
      .values({ id: containerId, firm_id: firmId, kind: 'dropoff', key_algorithm: algorithm, public_key: publicKey })
      .execute();
    await tx
      .insertInto('dropoffs')
      .values({
        id: dropoffId,
        firm_id: firmId,
        container_id: containerId,
        customer_id: customerId,
        customer_number: '10001',
        customer_hint: 'Ev. Kirch…',
        token_hash: createHash('sha256').update(token).digest(),
        expires_at: new Date(Date.now() + DAY_MS),
        erases_at: new Date(Date.now() + 10 * DAY_MS),
      })
      .execute();
  });
  return { actor: { kind: 'submitter', firmId, dropoffId }, containerId, token };
}

/** The rules of a drop-off in short: its row is taken, and it must be open. */
export function createTestTargets(limits: TestLimits): UploadTargets & UploadEvents & { completedFiles: string[] } {
  const completedFiles: string[] = [];
  return {
    completedFiles,
    async targetFor(tx, actor) {
      const row = await tx
        .selectFrom('dropoffs as d')
        .innerJoin('containers as c', 'c.id', 'd.container_id')
        .select(['d.state', 'd.expires_at', 'c.id', 'c.key_algorithm', 'c.public_key'])
        .where('d.id', '=', actor.dropoffId)
        .forNoKeyUpdate(['d'])
        .executeTakeFirst();
      if (!row) throw new NotFound();
      if (row.state === 'closed') throw new Conflict('dropoff_closed', 'The firm has closed this drop-off.');
      if (row.state !== 'open') throw new Conflict('expired', 'The time for this drop-off is over.');
      const { firmId } = actor;
      const container = { firmId, id: row.id, algorithm: row.key_algorithm, publicKey: row.public_key };
      return { container, ...limits, expiresAt: row.expires_at, progressAt: null };
    },
    async progressed() {},
    async completed(_tx, _actor, _target, files) {
      completedFiles.push(...files.map((file) => file.id));
    },
    async ended() {},
    async withdrawn() {},
  };
}
