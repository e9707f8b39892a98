import { createHash, randomUUID } from 'node:crypto';

import { deriveFileKey } from '@schleuse/sealing/file-key';
import { STORED_CHUNK_BYTES } from '@schleuse/sealing/segment-header';

import type { SubmitterActor } from '../../actor.ts';
import type { Database, FirmTransaction } from '../../db/database.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { SegmentStore } from '../../storage/segment-store.ts';
import type { UploadEvents, UploadTargets } from '../../uploads/upload-ports.ts';
import type { UploadView } from '../dropoff-views.ts';

type Deps = { database: Database; keys: KeyRing; store: SegmentStore; targets: UploadTargets & UploadEvents };

export type TestFile = {
  name: string;
  relativePath?: string;
  /** One segment each. */
  segments: Uint8Array[];
  /** Bytes the file shall have; more than the segments hold: it stays unfinished. */
  length?: number;
  /** false: as after a restart in the middle */
  hashed?: boolean;
};

/** Stores a file the way uploads do, through store, intake key and the ports of the drop-off. */
export async function sendBytes(deps: Deps, actor: SubmitterActor, file: TestFile): Promise<string> {
  const { database, keys, store, targets } = deps;
  const id = randomUUID();
  const bytes = Buffer.concat(file.segments);
  const length = file.length ?? bytes.length;
  const target = await database.inFirm(actor.firmId, (tx) => targets.targetFor(tx, actor));
  const { container } = target;
  const intake = await keys.newIntakeKey(container);
  const place = { firmId: actor.firmId, containerId: container.id };
  const rows: { number: number; objectId: string; start: number; size: number }[] = [];
  let start = 0;
  for (const [number, segment] of file.segments.filter((each) => each.length > 0).entries()) {
    const header = { fileId: id, number, intakeKeyId: intake.id, chunkBytes: STORED_CHUNK_BYTES };
    const seal = { fileKey: deriveFileKey(intake.key, id), header };
    const open = store.startSegment({
      place,
      offset: start,
      seal,
      onRoom: () => undefined,
      onFailure: () => undefined,
    });
    open.write(segment);
    const { objectId, release } = await open.finish();
    release();
    rows.push({ number, objectId, start, size: segment.length });
    start += segment.length;
  }
  await database.inFirm(actor.firmId, async (tx) => {
    await targets.targetFor(tx, actor);
    const common = { firm_id: actor.firmId, container_id: container.id };
    const names = { name: file.name, relative_path: file.relativePath ?? '', media_type: 'application/octet-stream' };
    const complete = bytes.length === length;
    await tx
      .insertInto('intake_keys')
      .values({ id: intake.id, ...common, sealed: intake.sealed })
      .execute();
    await tx
      .insertInto('uploads')
      .values({
        id,
        ...common,
        ...names,
        length,
        received: bytes.length,
        state: complete ? 'complete' : 'open',
        expires_at: target.expiresAt,
      })
      .execute();
    for (const row of rows) {
      const { objectId, ...rest } = row;
      const segment = { ...common, ...rest, upload_id: id, intake_key_id: intake.id, object_id: objectId };
      await tx.insertInto('segments').values(segment).execute();
    }
    if (!complete) return await targets.progressed(tx, actor, target);
    const sha256 = file.hashed === false ? null : createHash('sha256').update(bytes).digest();
    await tx
      .insertInto('files')
      .values({ id, ...common, ...names, size: length, sha256 })
      .execute();
    const { relative_path: relativePath, media_type: mediaType, name } = names;
    await targets.completed(tx, actor, target, [
      { id, containerId: container.id, name, relativePath, mediaType, size: length, sha256 },
    ]);
  });
  return id;
}

export async function listTestUploads(tx: FirmTransaction, containerId: string): Promise<UploadView[]> {
  const rows = await tx
    .selectFrom('uploads')
    .selectAll()
    .where('container_id', '=', containerId)
    .where('state', 'in', ['open', 'complete'])
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    relativePath: row.relative_path,
    mediaType: row.media_type,
    length: row.length,
    received: row.received,
    state: row.state === 'complete' ? 'complete' : 'open',
  }));
}
