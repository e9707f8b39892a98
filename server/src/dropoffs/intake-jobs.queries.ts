import { sql } from 'kysely';

import type { UploadJobs } from './upload-jobs.ts';

/** The same in an intake process: the database lets it cause these jobs, and only for its own drop-off. */
export const intakeJobs: UploadJobs = {
  async hash(tx, _firmId, fileId) {
    await sql`select request_hash(${fileId}::uuid)`.execute(tx);
  },
  async scan(tx) {
    await sql`select request_scan()`.execute(tx);
  },
};
