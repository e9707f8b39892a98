import { sql } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import { prepareQuery } from '../db/prepare-query.ts';
import { pathKeyOf } from './file-names.ts';
import type { CompletedFile, UploadTarget } from './upload-ports.ts';

/** A small file that lies sealed in an object, whole; in none when it is empty. */
export type StoredFile = Omit<CompletedFile, 'containerId' | 'sha256'> & {
  sha256: Uint8Array;
  intakeKeyId: string;
  objectId: string | null;
  objectStart: number;
};

/** `waiting` until a scanner has looked at it; without one, nobody will. */
export type ScanState = 'waiting' | 'unscanned';

type Values = {
  firm: string;
  container: string;
  createdBy: string;
  expiresAt: Date;
  files: string;
  count: number;
  bytes: number;
  scan: ScanState;
};

const insertAll = prepareQuery(
  (_, { firm, container, createdBy, expiresAt, files, count, bytes, scan }: Values) => sql`
    with given as (
      select * from json_to_recordset(${files}) as g (
        id uuid, name text, path text, key text, type text, size bigint, sha256 text,
        intake_key uuid, object text, start bigint)
    ), added_uploads as (
      insert into uploads (id, firm_id, container_id, created_by, name, relative_path, path_key, media_type,
                           length, received, state, expires_at)
      select id, ${firm}, ${container}, ${createdBy}, name, path, key, type, size, size, 'complete', ${expiresAt}
        from given
    ), added_segments as (
      insert into segments (upload_id, number, firm_id, container_id, intake_key_id, object_id, object_start, start, size)
      select id, 0, ${firm}, ${container}, intake_key, object, start, 0, size from given where size > 0
    ), added_usage as (
      insert into container_usage as u (container_id, firm_id, files, bytes)
      values (${container}, ${firm}, ${count}, ${bytes})
      on conflict (container_id) do update set files = u.files + excluded.files, bytes = u.bytes + excluded.bytes
    )
    insert into files (id, firm_id, container_id, name, relative_path, media_type, size, sha256, scan)
    select id, ${firm}, ${container}, name, path, type, size, decode(sha256, 'hex'), ${scan} from given
  `,
);

/** All rows of files that came whole, in one statement: what each statement costs besides its rows is shared by all. */
export async function insertStoredFiles(
  tx: FirmTransaction,
  { container, expiresAt }: UploadTarget,
  createdBy: string,
  { files, scan }: { files: StoredFile[]; scan: ScanState },
): Promise<void> {
  const given = files.map((file) => ({
    id: file.id,
    name: file.name,
    path: file.relativePath,
    key: pathKeyOf(file),
    type: file.mediaType,
    size: file.size,
    sha256: Buffer.from(file.sha256).toString('hex'),
    intake_key: file.intakeKeyId,
    object: file.objectId,
    start: file.objectStart,
  }));
  await insertAll(tx, {
    firm: container.firmId,
    container: container.id,
    createdBy,
    expiresAt,
    scan,
    files: JSON.stringify(given),
    count: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  });
}
