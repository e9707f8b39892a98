import { createHash } from 'node:crypto';

import type { SubmitterActor } from '../../actor.ts';
import type { Database } from '../../db/database.ts';

/** What the room of drop-offs does with a token, as far as it concerns uploads. */
export async function findSubmitter(database: Database, token: string): Promise<SubmitterActor | undefined> {
  const hash = createHash('sha256').update(token).digest();
  const row = await database.outsideFirm((tx) =>
    tx
      .selectFrom((eb) => eb.fn<{ firm_id: string; dropoff_id: string }>('find_dropoff', [eb.val(hash)]).as('found'))
      .selectAll()
      .executeTakeFirst(),
  );
  return row && { kind: 'submitter', firmId: row.firm_id, dropoffId: row.dropoff_id };
}
