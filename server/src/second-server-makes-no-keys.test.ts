import { mkdtempDisposable, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createApp } from './app.ts';
import { parseConfig } from './config.ts';
import { lockDataDirectory } from './db/data-directory-lock.ts';
import { createLog } from './log.ts';

test('V11: of two servers that begin at once on an empty directory, the second makes no root key', async () => {
  await using parent = await mkdtempDisposable(join(tmpdir(), 'schleuse-two-'));
  const dataDir = join(parent.path, 'data');
  await using _first = await lockDataDirectory(dataDir);
  const second = createApp({
    config: parseConfig({ DATA_DIR: dataDir }, [], '/'),
    log: createLog('silent'),
    setupToken: 'x',
    onFatal(error) {
      throw error;
    },
  });
  await expect(second).rejects.toThrow('is in use by this process');
  expect(await readdir(parent.path)).toEqual(['data']);
  expect(await readdir(dataDir)).toEqual(['server.lock']);
});
