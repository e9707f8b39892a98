import pino from 'pino';

import { startDatabase } from '../start-database.ts';

// A server reduced to its database, for tests that kill it: prints one line when it is ready, ends on SIGTERM.
const [dataDir = ''] = process.argv.slice(2);
const running = await startDatabase({ dataDir, databaseUrl: undefined, log: pino({ level: 'silent' }) });
console.error(await running.serverVersion());
const alive = setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => {
  clearInterval(alive);
  void running[Symbol.asyncDispose]();
});
