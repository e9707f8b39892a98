import { Client } from 'pg';

import { writeTypes } from '../src/db/generate-types.ts';
import { startTestCluster, templateName } from '../src/db/testing/test-cluster.ts';

// `npm run db:types`: a throw-away PostgreSQL, migrated, and its tables written down as types.
await using cluster = await startTestCluster();
const client = new Client({ ...cluster.connection, database: templateName });
await client.connect();
await writeTypes(client);
await client.end();
