import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { hasProgram, openPickUp, type Person, type PickUp, start } from './testing/pick-up.ts';

const run = promisify(execFile);
const mebibyte = 1024 * 1024;

/** The device, and the right to mount (CAP_SYS_ADMIN, number 21). */
const canMount = existsSync('/dev/fuse') && ((rightsOfProcess() >> 21n) & 1n) === 1n;
if (!canMount) console.error('Not run: SFTP mounted with sshfs (this process may not mount).');

let world: PickUp;
let agent: Person;
let folder: string;
let hash: string;
const small = randomBytes(70_001);

function rightsOfProcess(): bigint {
  const [, hex = '0'] = /^CapEff:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return BigInt(`0x${hex}`);
}

async function hashFile(path: string): Promise<string> {
  const hashing = createHash('sha256');
  await pipeline(createReadStream(path), hashing);
  return hashing.digest('hex');
}

beforeAll(async () => {
  world = await openPickUp();
  agent = await world.addPerson();
  const block = randomBytes(mebibyte);
  const large = Buffer.concat(
    Array.from({ length: 200 }, (_, n) => Buffer.concat([Buffer.from([n]), block.subarray(1)])),
  );
  hash = createHash('sha256').update(large).digest('hex');
  const { id } = await world.submit(
    { name: 'groß.bin', segments: [large.subarray(0, 77 * mebibyte + 3), large.subarray(77 * mebibyte + 3)] },
    { name: 'b.txt', relativePath: 'Ordner/b.txt', segments: [small] },
    ...Array.from({ length: 250 }, (_, n) => ({
      name: `${n}.txt`,
      relativePath: `Viele/${n}.txt`,
      segments: [Buffer.from(`${n}`)],
    })),
  );
  folder = `10100_2026-11-21_${id.slice(0, 8)}`;
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

async function freshFolder(name: string): Promise<string> {
  const path = join(world.folder, name);
  await mkdir(path, { recursive: true });
  return path;
}

async function expectWholeCase(path: string): Promise<void> {
  expect((await readdir(join(path, 'Viele'))).length).toBe(250);
  expect(await readFile(join(path, 'Viele/249.txt'), 'utf8')).toBe('249');
  expect((await readFile(join(path, 'Ordner/b.txt'))).equals(small)).toBe(true);
  expect(await hashFile(join(path, 'groß.bin'))).toBe(hash);
}

const environment = () => ({ ...process.env, LC_ALL: 'C.UTF-8', HOME: world.folder });

describe.runIf(hasProgram('ssh-keygen'))('S7: the clients people have', { timeout: 90_000 }, () => {
  test.runIf(hasProgram('scp'))('scp fetches a folder with everything below, and ends by itself', async () => {
    const to = await freshFolder('scp');
    const args = ['-s', '-r', ...world.sshOptions(agent), '-P', String(world.sftp.port)];
    await run('scp', [...args, `127.0.0.1:eingang/${folder}`, to], { env: environment() });
    expect(await readdir(to)).toEqual([folder]);
    await expectWholeCase(join(to, folder));
  });

  test.runIf(hasProgram('scp'))('the old scp is told what to do instead', async () => {
    const args = ['-O', ...world.sshOptions(agent), '-P', String(world.sftp.port)];
    const failed = run('scp', [...args, `127.0.0.1:eingang/${folder}/groß.bin`, world.folder]);
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('scp ohne -O') });
  });

  test.runIf(hasProgram('ssh'))('there is no shell, and no command', async () => {
    const args = [...world.sshOptions(agent), '-p', String(world.sftp.port), '127.0.0.1'];
    for (const command of [[], ['id']]) {
      await expect(run('ssh', [...args, ...command])).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('nur SFTP'),
      });
    }
    const forward = run('ssh', [...args, '-N', '-o', 'ExitOnForwardFailure=yes', '-R', '0:127.0.0.1:9']);
    await expect(forward).rejects.toMatchObject({ code: 255 });
  });

  test.runIf(hasProgram('sftp'))(
    'sftp stays whole through new keys in the middle, and with tiny requests',
    async () => {
      const to = await freshFolder('sftp');
      const from = `"eingang/${folder}/groß.bin"`;
      await world.sftpBatch(agent, [`get ${from} ${to}/a`], ['-o', 'RekeyLimit=20M', '-B', '30000', '-R', '200']);
      expect(await hashFile(join(to, 'a'))).toBe(hash);
    },
  );

  test.runIf(hasProgram('lftp'))('lftp fetches one file in four parts at once, and mirrors a case', async () => {
    const to = await freshFolder('lftp');
    const connect = `ssh ${world.sshOptions(agent).join(' ')} -a -x -p ${world.sftp.port}`;
    const script = [
      `set sftp:connect-program "${connect}"`,
      'set cmd:fail-exit true',
      'set net:max-retries 1',
      'open sftp://127.0.0.1/',
      `pget -n 4 "eingang/${folder}/groß.bin" -o ${to}/parts`,
      `mirror --parallel=4 "eingang/${folder}" ${to}/mirror`,
    ].join('; ');
    await run('lftp', ['-c', script], { env: environment() });
    expect(await hashFile(join(to, 'parts'))).toBe(hash);
    await expectWholeCase(join(to, 'mirror'));
  });

  test.runIf(hasProgram('rclone'))(
    'rclone copies a case with many connections, and finds nothing to do again',
    async () => {
      const to = await freshFolder('rclone');
      const config = join(world.folder, 'rclone.conf');
      const settings = ['[s]', 'type = sftp', 'host = 127.0.0.1', `port = ${world.sftp.port}`, `user = ${agent.email}`];
      const keys = [`key_file = ${agent.keyFile}`, `known_hosts_file = ${world.knownHosts}`];
      await writeFile(config, [...settings, ...keys, ''].join('\n'));
      const rclone = (...args: string[]) => run('rclone', ['--config', config, ...args], { env: environment() });
      await rclone('copy', `s:eingang/${folder}`, to, '--multi-thread-streams', '4', '--transfers', '8');
      await expectWholeCase(to);
      const again = await rclone('copy', `s:eingang/${folder}`, to, '-v');
      expect(again.stderr).toMatch(/There was nothing to transfer|0 B \/ 0 B/);
    },
  );

  test.runIf(hasProgram('psftp') && hasProgram('puttygen'))(
    'psftp, on whose code WinSCP and FileZilla are built',
    async () => {
      const to = await freshFolder('psftp');
      const [key, batch] = [join(world.folder, 'key.ppk'), join(world.folder, 'psftp-batch')];
      await run('puttygen', [agent.keyFile, '-O', 'private', '-o', key]);
      await writeFile(
        batch,
        `get -r eingang/${folder} ${to}/fall\nreget eingang/${folder}/Ordner/b.txt ${to}/fall/Ordner/b.txt\n`,
      );
      const place = ['-P', String(world.sftp.port), '-l', agent.email, '-i', key, '-hostkey', world.sftp.fingerprint];
      await run('psftp', [...place, '-batch', '-b', batch, '127.0.0.1'], { env: environment() });
      expect(await readdir(to)).toEqual(['fall']);
      await expectWholeCase(join(to, 'fall'));
    },
  );

  test.runIf(hasProgram('sshfs') && canMount)('sshfs shows it as a folder to read from anywhere', async () => {
    const to = await freshFolder('sshfs');
    const ssh = `ssh_command=ssh ${world.sshOptions(agent).join(' ')}`;
    const place = ['-p', String(world.sftp.port), `${agent.email}@127.0.0.1:/`, to];
    using mount = start('sshfs', ['-f', '-o', 'ro', '-o', ssh, ...place]);
    try {
      await expect.poll(() => readdir(to), { timeout: 10_000 }).toEqual(['eingang']);
      const large = join(to, 'eingang', folder, 'groß.bin');
      expect((await stat(large)).size).toBe(200 * mebibyte);
      expect(await hashFile(large)).toBe(hash);
      const { stdout } = await run('tail', ['-c', '5', large], { encoding: 'buffer' });
      expect(stdout.length).toBe(5);
      await expect(writeFile(join(to, 'eingang', 'neu'), 'x')).rejects.toThrow(/EROFS|EACCES|EPERM/);
    } finally {
      await run('fusermount3', ['-u', to]).catch(() => mount.kill());
    }
  });

  test.runIf(hasProgram('sftp'))('four readers at once get the same bytes', async () => {
    const to = await freshFolder('four');
    const from = `"eingang/${folder}/groß.bin"`;
    await Promise.all([1, 2, 3, 4].map((n) => world.sftpBatch(agent, [`get ${from} ${to}/${n}`])));
    const hashes = await Promise.all([1, 2, 3, 4].map((n) => hashFile(join(to, String(n)))));
    expect(new Set(hashes)).toEqual(new Set([hash]));
  });

  test('every fetch is one entry, however many requests it took', async () => {
    const { fileIds } = await world.submit({ name: 'einmal.bin', segments: [randomBytes(5 * mebibyte)] });
    const listed = await world.sftpBatch(agent, ['ls eingang']);
    const [newest = ''] = listed.match(/10100_\S+/g)?.filter((name) => !name.includes(folder)) ?? [];
    await world.sftpBatch(agent, [
      `get ${newest.replace(/^.*eingang\//, 'eingang/').replace(/^(?!eingang)/, 'eingang/')}/einmal.bin ${world.folder}/`,
    ]);
    const reads = (await world.events('file-read')).filter(({ details }) => details['fileId'] === fileIds[0]);
    expect(reads).toHaveLength(1);
  });
});
