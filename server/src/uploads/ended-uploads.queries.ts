import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';
import { releaseUsage } from './usage.queries.ts';

/** Ends an upload without a file. Returns the objects that nothing names any more. */
export async function endUpload(
  tx: FirmTransaction,
  { id, container_id, length }: { id: string; container_id: string; length: number },
  state: 'terminated' | 'expired',
): Promise<string[]> {
  await releaseUsage(tx, container_id, length);
  await tx.updateTable('uploads').set({ state }).where('id', '=', id).execute();
  await tx.deleteFrom('files').where('id', '=', id).execute();
  return await forgetSegments(tx, id);
}

/** Forgets where a file's bytes lie; the file itself stays known. Returns the objects that nothing names any more. */
export async function forgetBytes(tx: FirmTransaction, id: string): Promise<string[]> {
  await tx.updateTable('uploads').set({ state: 'terminated' }).where('id', '=', id).execute();
  return await forgetSegments(tx, id);
}

async function forgetSegments(tx: FirmTransaction, id: string): Promise<string[]> {
  const segments = await tx.deleteFrom('segments').where('upload_id', '=', id).returning('object_id').execute();
  const objectIds = [...new Set(segments.map((segment) => segment.object_id))];
  if (objectIds.length === 0) return [];
  // Small files share an object: it stays until the last of them goes.
  const shared = await tx.selectFrom('segments').select('object_id').where('object_id', 'in', objectIds).execute();
  const kept = new Set(shared.map((row) => row.object_id));
  return objectIds.filter((objectId) => !kept.has(objectId));
}

export async function findExpired(tx: FirmTransaction, now: Date): Promise<{ id: string; container_id: string }[]> {
  return await tx
    .selectFrom('uploads')
    .select(['id', 'container_id'])
    // As a literal: with a parameter the partial index is no choice.
    .where(sql<boolean>`state = 'open'`)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(1_000)
    .execute();
}

/** Which of these objects a row names; for the sweep. */
export async function findNamedObjects(tx: FirmTransaction, objectIds: string[]): Promise<Set<string>> {
  const rows = await tx.selectFrom('segments').select('object_id').where('object_id', 'in', objectIds).execute();
  return new Set(rows.map((row) => row.object_id));
}

export type StoredSegmentRow = {
  number: number;
  container_id: string;
  object_id: string;
  object_start: number;
  start: number;
  size: number;
  intake_key_id: string;
  intake_key_sealed: Buffer;
};

const segmentColumns = [
  's.number',
  's.container_id',
  's.object_id',
  's.object_start',
  's.start',
  's.size',
  'k.id as intake_key_id',
  'k.sealed as intake_key_sealed',
] as const;

/** The segments that hold bytes `start` up to, not including, `end` of a file, in order. */
export async function findSegments(
  tx: FirmTransaction,
  fileId: string,
  start: number,
  end: number,
): Promise<StoredSegmentRow[]> {
  return await tx
    .selectFrom('segments as s')
    .innerJoin('intake_keys as k', 'k.id', 's.intake_key_id')
    .select(segmentColumns)
    .where('s.upload_id', '=', fileId)
    .where('s.start', '<', end)
    .where((eb) => eb(eb('s.start', '+', eb.ref('s.size')), '>', start))
    .orderBy('s.start')
    .execute();
}

// One by one, each by its key: left to itself, the planner reads all segments for a list.
const findFirst = prepareQuery((tx, { fileIds }: { fileIds: string }) =>
  tx
    .selectFrom(sql<{ id: string }>`json_array_elements_text(${fileIds})`.as<'g'>(sql`g (id)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('segments')
          .selectAll()
          .where('upload_id', '=', sql<string>`g.id::uuid`)
          .where('number', '=', 0)
          .limit(1)
          .as('s'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (eb) => eb.selectFrom('intake_keys').selectAll().whereRef('id', '=', 's.intake_key_id').limit(1).as('k'),
      (join) => join.onTrue(),
    )
    .select([...segmentColumns, 's.upload_id']),
);

/** The first segment of each of the files; of small ones it is the only one. Empty files have none. */
export async function findFirstSegments(
  tx: FirmTransaction,
  fileIds: string[],
): Promise<Map<string, StoredSegmentRow>> {
  const rows = await findFirst(tx, { fileIds: JSON.stringify(fileIds) });
  return new Map(rows.map((row) => [row.upload_id, row]));
}
