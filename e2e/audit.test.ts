import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { openDropoff, submit, uploadWhole } from './testing/api.ts';
import { repository, startServer } from './testing/start-server.ts';

test(
  'X2: schleuse audit reads a firm’s log, keeps its head, and compares with it later',
  { timeout: 90_000 },
  async () => {
    await using server = await startServer();
    const demo = (await server.demo()) as Awaited<ReturnType<typeof server.demo>> & {
      firm: { id: string };
      log: { verifierKey: string };
    };
    const log = `${server.url}/log/${demo.firm.id}`;
    const head = `${server.dataDir}.checkpoint`;
    const first = await audit('--log', log, '--key', demo.log.verifierKey, '--save', head);
    expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/In Ordnung: \d+ Einträge/) });
    expect(await readFile(head, 'utf8')).toContain(`/log/${demo.firm.id}\n`);

    const dropoff = await openDropoff(server.url, demo.customers[0]?.number ?? '');
    await uploadWhole(server.url, dropoff.token, 'brief.txt', new TextEncoder().encode('Guten Tag'));
    await submit(server.url, dropoff);
    expect(await audit('--log', log, '--checkpoint', head)).toMatchObject({ code: 0 });

    // A head this log never signed.
    await writeFile(
      head,
      (await readFile(head, 'utf8')).replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`),
    );
    expect(await audit('--log', log, '--checkpoint', head)).toMatchObject({
      code: 5,
      said: expect.stringContaining('Der aufbewahrte Stand trägt nicht die Unterschrift'),
    });
    expect(await audit('--log', `${server.url}/log/00000000-0000-4000-8000-000000000000`)).toMatchObject({ code: 5 });
    expect(await audit('--checkpoint', head)).toMatchObject({ code: 1 });
  },
);

async function audit(...args: string[]): Promise<{ code: number; said: string }> {
  const command = [join(repository, 'cli/bin/schleuse.mjs'), 'audit', ...args];
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'de_DE.UTF-8' };
  return promisify(execFile)(process.execPath, command, { env }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );
}
