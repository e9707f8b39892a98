import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { Receipt } from '@schleuse/proofs/receipt';

import type { StaffActor, SubmitterActor } from '../../actor.ts';
import { type App, createApp } from '../../app.ts';
import { parseConfig } from '../../config.ts';
import { prepareDemo } from '../../demo.ts';
import { createLog } from '../../log.ts';

export const commands = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Directories of a drill: `data` with its root key, `backup`, `restored`. Removed with the disposable. */
export async function makeDirectories() {
  const base = await mkdtemp(join(tmpdir(), 'schleuse-backup-'));
  const at = (name: string): string => join(base, name);
  return {
    base,
    data: at('data'),
    rootKey: at('root-key'),
    backup: at('backup'),
    restored: at('restored'),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  };
}

export type Directories = Awaited<ReturnType<typeof makeDirectories>>;

export function environmentOf(directories: Directories, dataDir = directories.data): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ROOT_KEY_FILE: directories.rootKey };
}

/** The whole server on a data directory, with the demo's firm and customers; it listens on no port. */
export async function startHouse(
  directories: Directories,
  dataDir = directories.data,
  env: Record<string, string> = {},
) {
  const config = parseConfig({ ...environmentOf(directories, dataDir), ...env }, [], '/');
  const app = await createApp({
    config,
    log: createLog('silent'),
    setupToken: 'of-a-test',
    onFatal(error) {
      throw error;
    },
  });
  const { owner } = await prepareDemo(app.services, config);
  return { ...app, ...actsOf(app, owner), [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

export type House = Awaited<ReturnType<typeof startHouse>>;

function actsOf({ services }: App, owner: { email: string; password: string }) {
  let signedIn: Promise<StaffActor> | undefined;
  const staffOf = async (): Promise<StaffActor> => await (signedIn ??= signIn());

  async function signIn(): Promise<StaffActor> {
    const from = { device: '', network: '' };
    return (await services.accounts.signIn({ ...owner, clientKey: 'test', from })).actor;
  }

  async function read(dropoffId: string): Promise<Buffer[]> {
    const staff = await staffOf();
    const { files } = await services.dropoffs.detail(staff, dropoffId);
    const open = async ({ id }: { id: string }): Promise<Buffer> =>
      await buffer((await services.files.read(staff, { dropoffId, fileId: id })).stream);
    return await Promise.all(files.map(open));
  }

  return {
    read,
    /** What the inbox shows: id, state, number of files. */
    async inbox(): Promise<{ id: string; state: string; files: string[] }[]> {
      const { items } = await services.dropoffs.inbox(await staffOf(), { limit: 100 });
      return items.map(({ id, state, files }) => ({
        id,
        state,
        files: files.map(({ sha256 }) => sha256 ?? '').sort(),
      }));
    },
    stateOf: async (id: string): Promise<string> => (await services.dropoffs.detail(await staffOf(), id)).state,
    /** A submitted drop-off with one file of random bytes. */
    async dropOff(bytes: Buffer = randomBytes(300_000)): Promise<{ id: string; bytes: Buffer; receipt: Receipt }> {
      const { firmId } = await staffOf();
      const anonymous = { kind: 'anonymous', firmId } as const;
      const opened = await services.dropoffs.open(anonymous, { customerNumber: '10023', note: 'x', clientKey: 'test' });
      const submitter: SubmitterActor = { kind: 'submitter', firmId, dropoffId: opened.id };
      const file = { name: 'daten.bin', length: bytes.length };
      const { id } = await services.uploads.createUpload(submitter, file);
      await services.uploads.appendBytes(submitter, id, 0, { stream: Readable.from([bytes]) });
      const receipt = await services.dropoffs.submit(submitter, opened.id, {});
      return { id: opened.id, bytes, receipt };
    },
    async close(id: string): Promise<void> {
      await services.dropoffs.close(await staffOf(), id);
    },
  };
}

export type Ran = { code: number; said: string };

/** Runs one of the commands as an operator would: backup, restore or check. */
export async function run(args: string[], env: Record<string, string>): Promise<Ran> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', commands, ...args],
      { env, cwd: '/' },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}
