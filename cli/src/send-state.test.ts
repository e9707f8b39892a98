import { mkdtempDisposable, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openSendState, stateFolder } from './send-state.ts';

const identity = { server: 'https://e.example', firm: '', customerNumber: '10442', paths: ['/a', '/b'] };
const access = { id: 'd1', token: 'secret' };
const upload = { uploadId: 'u1', name: 'a', relativePath: '', size: 1, lastModified: 2 };

describe('D3: what the command line remembers', () => {
  test('is found by the same command again, whatever the order of files, and only by that', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'state-'));
    {
      using state = openSendState(folder.path, identity);
      state?.begin(access);
      state?.store.write([upload]);
    }
    using again = openSendState(folder.path, { ...identity, paths: ['/b', '/a'] });
    expect(again?.access()).toEqual(access);
    expect(again?.store.read()).toEqual([upload]);
    using other = openSendState(folder.path, { ...identity, customerNumber: '10443' });
    expect(other?.access()).toBeUndefined();
  });

  test('threat: others on the computer read the token: they cannot', async () => {
    await using parent = await mkdtempDisposable(join(tmpdir(), 'state-'));
    const folder = join(parent.path, 'schleuse');
    using state = openSendState(folder, identity);
    state?.begin(access);
    const modes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).mode & 0o77),
    );
    expect(modes).toEqual([0, 0]);
    expect((await stat(folder)).mode & 0o77).toBe(0);
  });

  test('a lock left by a process that died is taken over; a live one is not', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'state-'));
    const lock = async (): Promise<string> => (await readdir(folder.path)).find((name) => name.endsWith('.lock')) ?? '';
    let path = '';
    {
      using state = openSendState(folder.path, identity);
      path = join(folder.path, await lock());
      expect(state).toBeDefined();
    }
    await writeFile(path, '1');
    expect(openSendState(folder.path, identity)).toBeUndefined();
    await writeFile(path, '4194304');
    using state = openSendState(folder.path, identity);
    expect(state).toBeDefined();
  });

  test('a file cut short is forgotten, not fatal', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'state-'));
    {
      using state = openSendState(folder.path, identity);
      state?.begin(access);
    }
    const [name = ''] = await readdir(folder.path);
    await writeFile(join(folder.path, name), '{"version":1,"acc');
    using state = openSendState(folder.path, identity);
    expect(state?.access()).toBeUndefined();
    state?.forget();
    expect((await readdir(folder.path)).filter((each) => !each.endsWith('.lock'))).toEqual([]);
  });

  test('lies where the system wants it', () => {
    expect(stateFolder({ XDG_STATE_HOME: '/x' })).toBe('/x/schleuse');
    expect(stateFolder({})).toMatch(/\.local\/state\/schleuse$/);
  });
});
