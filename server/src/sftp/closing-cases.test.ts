import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { hasProgram, openPickUp, type Person, type PickUp } from './testing/pick-up.ts';

const run = promisify(execFile);

let world: PickUp;
let agent: Person;
let id: string;
let path: string;
beforeAll(async () => {
  world = await openPickUp();
  agent = await world.addPerson();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  await mayClose(true);
  ({ id } = await world.submit(
    { name: 'a.txt', segments: [Buffer.from('a')] },
    { name: 'b.txt', relativePath: 'Ordner/Unter/b.txt', segments: [Buffer.from('b')] },
  ));
  path = `eingang/10100_2026-11-21_${id.slice(0, 8)}`;
});

const mayClose = (allowed: boolean) =>
  world.house.database.asOwner(`update firms set sftp_may_close = ${allowed} where id = '${world.firm.id}'`);
const stateOf = async () => (await world.house.dropoffs.detail(world.firm.staff, id)).state;
const removeAll = () => [
  `rm ${path}/a.txt`,
  `rm ${path}/Ordner/Unter/b.txt`,
  `rmdir ${path}/Ordner/Unter`,
  `rmdir ${path}/Ordner`,
];

describe.runIf(hasProgram('ssh-keygen'))('S7, S8: closing a case by removing its folder', { timeout: 30_000 }, () => {
  test('file by file and folder by folder, as graphical clients do: the case is closed, by whom is known', async () => {
    await world.sftpBatch(agent, [...removeAll(), `rmdir ${path}`]);
    expect(await stateOf()).toBe('closed');
    expect((await world.events('dropoff-closed')).at(-1)).toMatchObject({ actor_id: agent.actor.accountId });
    expect(await world.sftpBatch(agent, ['ls eingang'])).not.toContain(path);
  });

  test('where the firm does not allow it, nothing can be removed', async () => {
    await mayClose(false);
    for (const command of [`rm ${path}/a.txt`, `rmdir ${path}/Ordner/Unter`, `rmdir ${path}`, 'rmdir eingang']) {
      await expect(world.sftpBatch(agent, [command])).rejects.toThrow('Permission denied');
    }
    expect(await world.sftpBatch(agent, [`ls ${path}`])).toContain('a.txt');
    expect(await stateOf()).toBe('submitted');
  });

  test('a folder that still holds something is not removed, the inbox never', async () => {
    await expect(world.sftpBatch(agent, [`rmdir ${path}`])).rejects.toThrow('Failure');
    await expect(world.sftpBatch(agent, [`rm ${path}/a.txt`, `rmdir ${path}`])).rejects.toThrow('Failure');
    for (const top of ['eingang', '/', '/eingang/..']) {
      await expect(world.sftpBatch(agent, [`rmdir ${top}`])).rejects.toThrow('Permission denied');
    }
    expect(await stateOf()).toBe('submitted');
  });

  test('removing files alone erases nothing: colleagues still see them', async () => {
    const colleague = await world.addPerson();
    await world.sftpBatch(agent, removeAll());
    expect(await world.sftpBatch(agent, [`ls ${path}`])).not.toContain('a.txt');
    expect(await world.sftpBatch(colleague, [`ls ${path}`, `get ${path}/a.txt ${world.folder}/`])).toContain('a.txt');
  });

  test('what is kept stays, and its files are seen again', async () => {
    const until = new Date(Date.now() + 3_600_000);
    const owner = { ...world.firm.staff, role: 'owner' as const };
    const hold = await world.house.retention.placeHold(owner, {
      scope: 'dropoff',
      dropoffId: id,
      reason: 'Streit',
      until,
    });
    await expect(world.sftpBatch(agent, [...removeAll(), `rmdir ${path}`])).rejects.toThrow('Failure');
    expect(await stateOf()).toBe('submitted');
    expect(await world.sftpBatch(agent, [`ls ${path}`])).toContain('a.txt');
    await world.house.retention.liftHold(owner, hold.id);
  });

  test.runIf(hasProgram('rclone'))('rclone purge, over several connections', async () => {
    const place = `:sftp,host=127.0.0.1,port=${world.sftp.port},user='${agent.email}',key_file=${agent.keyFile}:${path}`;
    await run('rclone', ['--config', join(world.folder, 'none'), 'purge', place]);
    expect(await stateOf()).toBe('closed');
  });

  test.runIf(hasProgram('lftp'))('lftp rm -r', async () => {
    const connect = `ssh ${world.sshOptions(agent).join(' ')} -a -x -p ${world.sftp.port}`;
    const script = `set sftp:connect-program "${connect}"; set cmd:fail-exit true; open sftp://127.0.0.1/; rm -r ${path}`;
    await run('lftp', ['-c', script], { env: { ...process.env, HOME: world.folder } });
    expect(await stateOf()).toBe('closed');
  });

  test.each([
    'put /etc/hostname neu',
    'mkdir neu',
    'chmod 777 a.txt',
    'rename a.txt c.txt',
    'ln -s a.txt d.txt',
    'put /etc/hostname a.txt',
  ])('nothing else changes anything: %s', async (command) => {
    await expect(world.sftpBatch(agent, [`cd ${path}`, command])).rejects.toThrow(
      /Permission denied|Operation unsupported/,
    );
  });
});
