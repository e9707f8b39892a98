import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Config } from './config.ts';
import { startDatabase } from './db/start-database.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { createMetrics, registerHealthRoutes } from './http/health.routes.ts';
import type { HttpApp } from './http/http-app.ts';
import { registerPages } from './http/pages.ts';
import { openKeyRing } from './keys/key-ring.ts';
import type { Log } from './log.ts';

export type AppOptions = {
  config: Config;
  log: Log;
  /** The secret of the set-up link; of use only until the first firm exists. */
  setupToken: string;
  /** Told once when going on would be unsafe, e.g. after a failed fsync. */
  onFatal: (error: Error) => void;
  /** Moved by tests. */
  clock?: () => Date;
};

export type App = AsyncDisposable & {
  http: HttpApp;
  services: Services;
  listen(): Promise<void>;
};

/** Every service of the house, built by hand in the order they need each other. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, log } = options;
  await using stack = new AsyncDisposableStack();
  const version = await readVersion();
  const keys = await openKeyRing(config);
  const running = stack.use(await startDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log }));
  const { database } = running;

  const services: Services = {};
  const http = await createHttpApp({
    publicUrl: config.publicUrl,
    version,
    log,
    actorFinder: { findStaff: async () => undefined, findSubmitter: async () => undefined },
  });
  registerHealthRoutes(http, {
    version,
    registry: createMetrics(),
    checkReadiness: async () => {
      const found = await running.serverVersion().catch(() => null);
      return { ready: found !== null, database: found };
    },
  });
  await registerPages(http, fileURLToPath(new URL('../../web/dist', import.meta.url)));
  stack.defer(() => http.close());
  void database;
  void keys;

  const owned = stack.move();
  return {
    http,
    services,
    listen: async () => void (await http.listen({ port: config.port, host: config.host })),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export type Services = Record<string, never>;

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
