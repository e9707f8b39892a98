import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StaffActor } from '../actor.ts';
import { type App, type AppOptions, createApp } from '../app.ts';
import { parseConfig } from '../config.ts';
import { createLog } from '../log.ts';

export type TestApp = App & {
  url: string;
  dataDir: string;
  setupToken: string;
  /** A firm with its owner; the clock of the whole house can be moved. */
  addFirm(name?: string): Promise<{ owner: StaffActor; email: string; password: string }>;
  moveClock(milliseconds: number): void;
};

/** The whole server in this process, on a data directory and PostgreSQL of its own, listening on a free port. */
export async function startApp(options: Pick<AppOptions, 'bodyIdleMs' | 'bodyTotalMs'> = {}): Promise<TestApp> {
  const parent = await mkdtemp(join(tmpdir(), 'schleuse-app-'));
  const dataDir = join(parent, 'data');
  const port = await findFreePort();
  let offset = 0;
  const setupToken = 'set-up-token-of-a-test';
  const app = await createApp({
    ...options,
    config: parseConfig({ PORT: String(port), DATA_DIR: dataDir }, [], '/'),
    log: createLog('silent'),
    setupToken,
    onFatal(error) {
      throw error;
    },
    clock: () => new Date(Date.now() + offset),
    uptimeMs: () => Date.now() + offset,
  });
  await app.listen();
  let firms = 0;
  return {
    ...app,
    url: `http://localhost:${port}`,
    dataDir,
    setupToken,
    moveClock: (milliseconds) => void (offset += milliseconds),
    async addFirm(name = `Musterhaus ${(firms += 1)} GmbH`) {
      const email = `leitung${firms}@musterhaus.example`;
      const password = 'vier blaue Fahrräder im Regen';
      const made = await app.services.firms.createFirm({ name, owner: { name: 'Leitung', email, password } });
      const { firmId, ownerId } = made;
      const owner: StaffActor = { kind: 'staff', firmId, accountId: ownerId, role: 'owner', sessionId: ownerId };
      return { owner, email, password };
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => void probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
