import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDropoff, signIn, someBytes, submit, uploadWhole } from './testing/api.ts';
import { hasSftp, sftp } from './testing/sftp.ts';
import { type Demo, findFreePort, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasSftp)('S7: picking up over SFTP, from outside', { timeout: 60_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schleuse-e2e-sftp-'));
    server = await startServer({ env: { SFTP_PORT: String(await findFreePort()) } });
    demo = await server.demo();
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const access = () => {
    if (!demo.sftp) throw new Error('the demo wrote no key');
    return demo.sftp;
  };

  test('the sample firm picks up what a customer sent, with the key the demo wrote', async () => {
    expect((await stat(access().keyFile)).mode & 0o077).toBe(0);
    const bytes = someBytes(3_000_000);
    const dropoff = await openDropoff(server.url, '10023');
    await uploadWhole(server.url, dropoff.token, 'Kassenbuch.fdb', bytes);
    expect(await sftp(access(), folder, ['ls eingang'])).not.toContain(dropoff.id.slice(0, 8));
    await submit(server.url, dropoff);
    const [path = ''] = /eingang\/10023_\S+/.exec(await sftp(access(), folder, ['ls eingang'])) ?? [];
    expect(path).toContain(dropoff.id.slice(0, 8));
    await sftp(access(), folder, [`get ${path}/Kassenbuch.fdb ${folder}/`]);
    expect((await readFile(join(folder, 'Kassenbuch.fdb'))).equals(bytes)).toBe(true);
    const session = await signIn(server.url, demo.owner);
    const item = await (await fetch(`${server.url}/api/inbox/${dropoff.id}`, { headers: session })).json();
    expect(item).toMatchObject({ events: expect.arrayContaining([expect.objectContaining({ kind: 'file-read' })]) });
  });

  test('key and host key outlive a restart; what is changed on the pages holds at once', async () => {
    await server.stop();
    await server.start();
    expect((await server.demo()).sftp).toEqual(demo.sftp);
    expect(await sftp(access(), folder, ['ls'])).toContain('eingang');
    const session = await signIn(server.url, demo.owner);
    const settings = (patch: object) =>
      fetch(`${server.url}/api/settings`, {
        method: 'PATCH',
        headers: { ...session, 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify(patch),
      });
    expect((await settings({ sftpNetworks: ['nirgends'] })).status).toBe(400);
    expect(await (await settings({ sftpNetworks: ['203.0.113.7/24'] })).json()).toMatchObject({
      sftpNetworks: ['203.0.113.0/24'],
    });
    await expect(sftp(access(), folder, ['ls'])).rejects.toThrow('Permission denied');
    await settings({ sftpNetworks: [] });
    expect(await sftp(access(), folder, ['ls'])).toContain('eingang');
  });

  test('without SFTP_PORT nothing listens, and the pages say nothing of it', async () => {
    await using plain = await startServer();
    const { sftp: none, owner } = await plain.demo();
    expect(none).toBeUndefined();
    const session = await signIn(plain.url, owner);
    const answer = await (await fetch(`${plain.url}/api/account/sftp`, { headers: session })).json();
    expect(answer).toMatchObject({ server: null, keys: [] });
  });
});
