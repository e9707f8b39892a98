import { mkdtempDisposable, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { createLog } from '../log.ts';
import { createMailer, type Mailer, type MailMessage } from './mailer.ts';
import { startMuteServer, startSmtpSink } from './testing/smtp-sink.ts';

const from = 'schleuse@musterhaus.example';
const message: MailMessage = {
  id: '7b0e6d0e-1d7a-4b3c-9f51-0a8c1c6c7d11',
  to: 'support@musterhaus.example',
  fromName: 'Musterhaus, "Größe" GmbH',
  replyTo: 'buero@musterhaus.example',
  subject: 'Neue Einsendung: 5 Dateien',
  text: 'Eine Einsendung ist eingegangen: 5 Dateien, 3,2\u00a0GB.\n\nIm Eingang öffnen:\nhttps://e.example/eingang/1?a=1&b=2\n\n<b>Ende</b>',
  date: new Date('2026-11-21T13:05:09Z'),
};
const smtp = (smtpUrl: string): Mailer =>
  createMailer({ smtpUrl, from, outboxDir: '/nowhere', log: createLog('silent') });
const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const messageId = (mail: string | undefined): string | undefined => mail?.match(/^Message-ID: .*$/im)?.[0];

describe('D5: mail by SMTP', () => {
  test('says the same in text and HTML, to one person, with a stable id and answers to the firm', async () => {
    await using sink = await startSmtpSink();
    await smtp(sink.url).send(message, soon());
    await smtp(sink.url).send(message, soon());
    const [first, again] = sink.taken;
    expect(first?.to).toEqual(['support@musterhaus.example']);
    const raw = (first?.raw ?? '').replace(/\r\n/g, '\n');
    const headers = raw.slice(0, raw.indexOf('\n\n')).replace(/\n[ \t]+/g, ' ');
    expect(headers).toContain('Message-ID: <7b0e6d0e-1d7a-4b3c-9f51-0a8c1c6c7d11@musterhaus.example>');
    expect(headers).toContain('Reply-To: buero@musterhaus.example');
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).toContain('Date: Sat, 21 Nov 2026 13:05:09 +0000');
    expect(headers).toMatch(/^From: .*<schleuse@musterhaus\.example>$/m);
    expect(headers).toMatch(/^Subject: Neue Einsendung: 5 Dateien$/m);
    const parts = decodeParts(raw);
    expect(parts).toContain('https://e.example/eingang/1?a=1&b=2');
    expect(parts).toContain(
      '<a href="https://e.example/eingang/1?a=1&#38;b=2">https://e.example/eingang/1?a=1&#38;b=2</a>',
    );
    expect(parts).toContain('&#60;b&#62;Ende');
    expect(messageId(again?.raw)).toBe(messageId(first?.raw));
  });

  test('threat: a recipient that names further people is one wrong address, not several right ones', async () => {
    await using sink = await startSmtpSink();
    for (const to of ['a@x.example, b@x.example', 'a@x.example;b@x.example', 'A <a@x.example>', 'g: a@x.example;']) {
      await expect(smtp(sink.url).send({ ...message, to }, soon())).rejects.toThrow('plain');
    }
    expect(sink.taken).toEqual([]);
  });

  test.each([
    ['answers 4xx', 'temporary', 0],
    ['answers 5xx', 'permanent', 0],
    ['breaks the line before DATA', 'drop_before_data', 0],
    ['breaks the line after DATA', 'drop_after_data', 1],
    ['hangs after DATA', 'hang_after_data', 1],
  ] as const)('rejects when the server %s', async (_, mood, taken) => {
    await using sink = await startSmtpSink(mood);
    await expect(smtp(`${sink.url}/?socketTimeout=300`).send(message, soon())).rejects.toThrow(Error);
    expect(sink.taken).toHaveLength(taken);
  });

  test('rejects when nobody listens, when the server is mute, and when told to stop', async () => {
    await using mute = await startMuteServer();
    await expect(smtp('smtp://127.0.0.1:9/').send(message, soon())).rejects.toThrow(/ECONNREFUSED/);
    await expect(smtp(`${mute.url}/?greetingTimeout=200`).send(message, soon())).rejects.toThrow(/greeting/i);
    await expect(smtp(mute.url).send(message, AbortSignal.timeout(200))).rejects.toThrow(Error);
  });
});

describe('D5: the outbox folder, where no SMTP_URL is set', () => {
  test('holds one file a mail, for the owner alone, whole and without leftovers', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'outbox-'));
    const outboxDir = join(folder.path, 'outbox');
    const mailer = createMailer({ smtpUrl: undefined, from, outboxDir, log: createLog('silent') });
    await mailer.send(message, soon());
    await mailer.send(message, soon());
    expect(await readdir(outboxDir)).toEqual([`${message.id}.eml`]);
    const path = join(outboxDir, `${message.id}.eml`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const raw = await readFile(path, 'utf8');
    expect(raw).toContain('\r\nSubject: Neue Einsendung: 5 Dateien\r\n');
    expect(raw.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

function decodeParts(raw: string): string {
  const quoted = raw
    .replace(/=\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
  const encoded = [...raw.matchAll(/^Content-Transfer-Encoding: base64\n(?:.+\n)*\n((?:[A-Za-z0-9+/=]+\n)+)/gm)];
  return quoted + encoded.map(([, text]) => Buffer.from(text ?? '', 'base64').toString()).join('');
}
