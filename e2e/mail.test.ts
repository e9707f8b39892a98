import { readdir } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openDropoff, someBytes, submit, uploadWhole } from './testing/api.ts';
import { findFreePort, type RunningServer, startServer } from './testing/start-server.ts';
import { startMailServer } from './testing/mail-server.ts';

let port: number;
let server: RunningServer;
let customer: string;

beforeAll(async () => {
  port = await findFreePort();
  server = await startServer({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  customer = (await server.demo()).customers[0]?.number ?? '';
});
afterAll(async () => server[Symbol.asyncDispose]());

test('D5: the mail about an arrival outlives a mail server that is down and a server that is killed, and comes once', async () => {
  const dropoff = await openDropoff(server.url, customer);
  await uploadWhole(server.url, dropoff.token, 'Kasse.fdb', someBytes(1000));
  await submit(server.url, dropoff);
  await expect
    .poll(() => server.output(), { timeout: 20_000 })
    .toContain('mail could not be sent, will be tried again');
  await server.kill();
  await using mails = await startMailServer(port);
  await server.start();
  await expect.poll(() => mails.taken.length, { timeout: 40_000, interval: 250 }).toBe(1);
  await expect.poll(() => server.output(), { timeout: 10_000 }).toContain('"msg":"mail sent"');
  const [mail = ''] = mails.taken;
  expect(mail).toMatch(/^Subject: Neue Einsendung: 1 Datei\r$/m);
  expect(mail).not.toMatch(/Kasse|Kirchengemeinde/);
  expect(mail.replaceAll('=\r\n', '')).toContain(`/eingang/${dropoff.id}`);
  await server.stop();
  await server.start();
  expect(mails.taken).toHaveLength(1);
  expect(await readdir(server.dataDir)).not.toContain('outbox');
}, 90_000);
