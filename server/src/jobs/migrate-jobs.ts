import { runMigrations } from 'graphile-worker';
import type { Pool } from 'pg';

import { jobLogger } from './job-log.ts';
import type { Log } from '../log.ts';

/**
 * Makes or updates graphile-worker's tables in its own schema, as the app role, which owns that schema: jobs name rows
 * by id and are no firm's data, and adding one must not need more rights than the server has.
 */
export async function migrateJobs(pool: Pool, log: Log): Promise<void> {
  await runMigrations({ pgPool: pool, logger: jobLogger(log) });
}
