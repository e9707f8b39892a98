import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { createAttempts } from '../../access/attempts.ts';
import type { StaffActor } from '../../actor.ts';
import { insertAccount } from '../../db/testing/rows.ts';
import { buildDropoffHouse } from '../../dropoffs/testing/dropoff-house.ts';
import type { TestFile } from '../../dropoffs/testing/send-file.ts';
import { publicKeyLine } from '../host-key.ts';
import { createSftpSignIn } from '../sign-in.ts';
import { createSshKeys } from '../ssh-keys.ts';
import { type SftpDeps, startSftp } from '../start-sftp.ts';

const run = promisify(execFile);

/** Whether the system has a program; the test run says which it lacks (scripts/system-packages.mjs). */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

export type Person = { actor: StaffActor; email: string; keyId: string; keyFile: string };
export type PickUp = Awaited<ReturnType<typeof openPickUp>>;

/** A firm with submitted drop-offs, its SFTP server on a free port of this machine, and people with keys. */
export async function openPickUp(options: Partial<SftpDeps> = {}) {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'schleuse-sftp-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const house = stack.use(await buildDropoffHouse());
  const { database, keys, files, dropoffs, firms, log } = house;
  const clock = () => house.clock.now;
  const firm = await house.addFirm();
  const sshKeys = createSshKeys({
    database,
    clock,
    confirmPassword: async () => ({ email: 'niemand@musterhaus.example' }),
    notifyKeyAdded: async () => undefined,
  });
  const signIn = createSftpSignIn({ database, clock });
  const attempts = createAttempts({ database, hashKey: keys.deriveSecret('attempts') });
  const hostKey = await keys.sftpHostKey();
  const deps: SftpDeps = {
    database,
    files,
    dropoffs,
    firms,
    log,
    signIn,
    attempts,
    hostKey,
    port: 0,
    host: '127.0.0.1',
    slowestRefusal: 20,
    ...options,
  };
  const sftp = stack.use(await startSftp(deps));
  const knownHosts = join(folder, 'known_hosts');
  await writeFile(knownHosts, `[127.0.0.1]:${sftp.port} ${publicKeyLine(hostKey.publicKey)}\n`);
  let people = 0;

  async function addPerson(kind: string[] = ['-t', 'ed25519'], role: 'agent' | 'owner' = 'agent'): Promise<Person> {
    const email = `person${(people += 1)}@musterhaus.example`;
    const keyFile = join(folder, `key${people}`);
    await run('ssh-keygen', ['-q', '-N', '', '-C', 'Rechner im Büro', ...kind, '-f', keyFile]);
    const accountId = await insertAccount(database, firm.id, { email, role });
    const actor: StaffActor = { ...firm.staff, accountId, role };
    const publicKey = await readFile(`${keyFile}.pub`, 'utf8');
    const { id } = await sshKeys.addKey(actor, { publicKey, password: '' });
    return { actor, email, keyId: id, keyFile };
  }

  /** Nothing of the machine's own settings and keys. */
  const sshOptions = ({ email, keyFile }: Person): string[] => {
    const files = [`UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=/dev/null'];
    const settings = [...files, 'IdentitiesOnly=yes', 'BatchMode=yes', `User=${email}`];
    return ['-F', '/dev/null', '-i', keyFile, ...settings.flatMap((setting) => ['-o', setting])];
  };

  const moved = stack.move();
  return {
    folder,
    house,
    firm,
    sshKeys,
    sftp,
    addPerson,
    sshOptions,
    knownHosts,
    hostKey,
    deps,
    /** A submitted drop-off with these files. */
    async submit(...sent: TestFile[]): Promise<{ id: string; fileIds: string[] }> {
      const opened = await house.openOne(firm.id);
      const fileIds = [];
      for (const file of sent) fileIds.push(await house.send(opened.submitter, file));
      await dropoffs.submit(opened.submitter, opened.id, {});
      return { id: opened.id, fileIds };
    },
    /** Runs commands of OpenSSH's sftp, one a line. @throws with what it said, when one fails */
    async sftpBatch(person: Person, commands: string[], more: string[] = []): Promise<string> {
      const batch = join(folder, `batch-${Math.random()}`);
      await writeFile(batch, `${commands.join('\n')}\n`);
      const args = [...more, ...sshOptions(person), '-P', String(sftp.port), '-b', batch, '127.0.0.1'];
      const { stdout, stderr } = await run('sftp', args, {
        timeout: 60_000,
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      return stdout + stderr;
    },
    /** What stands in the firm's protocol about one kind of event. */
    async events(kind: string): Promise<{ actor_id: string | null; details: Record<string, unknown> }[]> {
      const { rows } = await database.asOwner(
        `select actor_id, details from events where kind = '${kind}' and firm_id = '${firm.id}' order by id`,
      );
      return rows as never;
    },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

/** A program that runs until it is told to end. */
export function start(command: string, args: string[]): ChildProcess & Disposable {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  return Object.assign(child, { [Symbol.dispose]: () => void child.kill('SIGKILL') });
}
