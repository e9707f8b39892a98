import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { eicar } from './probe-archives.ts';
import { clamd, startClamd } from './testing/clamd-process.ts';
import { buildScanHouse, type ScanHouse } from './testing/scan-house.ts';

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

/** A scanner that breaks the protocol; no real one would, so this one is made up. */
async function liar(answer: (socket: Socket) => void): Promise<{ path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'schleuse-liar-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'clamd.sock');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => void server.listen(path, resolve));
  stack.defer(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { path };
}

async function expectWaiting(house: ScanHouse, reason: RegExp): Promise<string> {
  const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag') });
  await expect.poll(() => house.alarms(), { timeout: 10_000 }).not.toEqual([]);
  const [alarm] = await house.alarms();
  expect(alarm?.recipient).toBe('leitung@musterhaus.example');
  expect(alarm?.body).toMatch(reason);
  expect(await house.scansOf(sent.id)).toEqual({ 'Brief.txt': 'waiting' });
  const place = { dropoffId: sent.id, fileId: sent.ids[0] ?? '' };
  for (const actor of [house.agent, house.owner]) {
    await expect(house.files.read(actor, place)).rejects.toMatchObject({ code: 'file_waiting' });
    await expect(house.files.find(actor, place)).rejects.toMatchObject({ code: 'file_waiting' });
    await expect(house.files.openReader(actor, place, { via: 'sftp' })).rejects.toMatchObject({ code: 'file_waiting' });
    await expect(house.files.streamZip(actor, sent.id)).rejects.toMatchObject({ code: 'file_waiting' });
  }
  expect(await house.dropoffs.detail(house.agent, sent.id)).toMatchObject({ ready: false, waiting: 1 });
  expect((await house.mailsAbout(house.firm.id, sent.id)).map(({ kind }) => kind)).not.toContain('arrival');
  expect(await house.scanning.describe(house.owner)).toMatchObject({ state: 'failing', waiting: 1 });
  return sent.id;
}

describe.runIf(clamd)('V11: never clean by silence', { timeout: 60_000 }, () => {
  test('V11: a scanner that is killed: files wait, owners hear of it, and when it is back all is made up for', async () => {
    const scanner = stack.use(await startClamd());
    const house = stack.use(await buildScanHouse(scanner.address));
    await expect.poll(() => house.scanning.status(), { timeout: 10_000 }).toMatchObject({ state: 'working' });
    await scanner.kill();
    const id = await expectWaiting(house, /nicht erreichbar/);
    await scanner.start();
    await expect.poll(() => house.scansOf(id), { timeout: 10_000 }).toEqual({ 'Brief.txt': 'clean' });
    await expect.poll(() => house.scanning.status(), { timeout: 10_000 }).toMatchObject({ state: 'working' });
    expect((await house.mailsAbout(house.firm.id, id)).map(({ kind }) => kind)).toContain('arrival');
    expect(await house.alarms()).toHaveLength(1);
  });

  test('V11: a scanner that hangs (SIGSTOP) and goes on', async () => {
    const scanner = stack.use(await startClamd());
    const house = stack.use(await buildScanHouse(scanner.address));
    await expect.poll(() => house.scanning.status(), { timeout: 10_000 }).toMatchObject({ state: 'working' });
    scanner.signal('SIGSTOP');
    const id = await expectWaiting(house, /antwortet nicht/);
    scanner.signal('SIGCONT');
    await expect.poll(() => house.scansOf(id), { timeout: 15_000 }).toEqual({ 'Brief.txt': 'clean' });
  });

  test('V11: one that loses its signatures clears nothing, not even what it was asked just before', async () => {
    const scanner = stack.use(await startClamd());
    const house = stack.use(await buildScanHouse(scanner.address, { times: { checkEveryMs: 600_000 } }));
    await expect.poll(() => house.scanning.status(), { timeout: 10_000 }).toMatchObject({ state: 'working' });
    await scanner.kill();
    await rm(join(scanner.folder, 'db/test.ndb'));
    await writeFile(join(scanner.folder, 'db/other.ndb'), `Other:0:0:${Buffer.from('nothing').toString('hex')}\n`);
    await scanner.start();
    const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag'), 'Virus.com': eicar() });
    await expect
      .poll(() => house.scanning.status(), { timeout: 10_000 })
      .toMatchObject({ reason: 'signatures_missing' });
    expect(await house.scansOf(sent.id)).toEqual({ 'Brief.txt': 'waiting', 'Virus.com': 'waiting' });
  });

  test('V11: one without AlertExceedsMax is not believed', async () => {
    const scanner = stack.use(await startClamd({ AlertExceedsMax: 'no' }));
    const house = stack.use(await buildScanHouse(scanner.address));
    expect(await expectWaiting(house, /AlertExceedsMax/)).toBeTruthy();
  });

  test('V11: a file longer than the scanner takes waits and is reported; the others go on', async () => {
    const scanner = stack.use(await startClamd({ StreamMaxLength: '1M' }));
    const house = stack.use(await buildScanHouse(scanner.address));
    const sent = await house.dropOff({ 'lang.fdb': Buffer.alloc(4_000_000, 5), 'kurz.txt': Buffer.from('kurz') });
    await expect
      .poll(() => house.scansOf(sent.id), { timeout: 10_000 })
      .toEqual({ 'lang.fdb': 'waiting', 'kurz.txt': 'clean' });
    await expect.poll(async () => (await house.alarms())[0]?.body, { timeout: 10_000 }).toMatch(/StreamMaxLength/);
    await scanner.kill();
    await scanner.start({ StreamMaxLength: '100M' });
    await expect.poll(async () => (await house.scansOf(sent.id))['lang.fdb'], { timeout: 15_000 }).toBe('clean');
  });

  test('V11: a file the scanner always dies of waits, and keeps no other from its verdict', async () => {
    const scanner = stack.use(await startClamd());
    // Between the two, so that it is known which file it is.
    const between = await liar((socket) => {
      const line = connect(scanner.address.path).on('error', () => undefined);
      socket.on('data', (data) => {
        if (data.includes('zerstört')) socket.destroy();
        else line.write(data);
      });
      line.on('data', (data) => void socket.write(data)).on('end', () => void socket.end());
      socket.on('close', () => line.destroy());
    });
    const house = stack.use(await buildScanHouse(between));
    const sent = await house.dropOff({
      'eins.txt': Buffer.from('eins'),
      'gift.txt': Buffer.from('was alles zerstört'),
      'zwei.txt': Buffer.from('zwei'),
      'drei.txt': Buffer.from('drei'),
    });
    await expect
      .poll(() => house.scansOf(sent.id), { timeout: 15_000 })
      .toEqual({ 'eins.txt': 'clean', 'gift.txt': 'waiting', 'zwei.txt': 'clean', 'drei.txt': 'clean' });
    const later = await house.dropOff({ 'vier.txt': Buffer.from('vier') });
    await expect.poll(() => house.scansOf(later.id), { timeout: 15_000 }).toEqual({ 'vier.txt': 'clean' });
    expect(await house.scansOf(sent.id)).toMatchObject({ 'gift.txt': 'waiting' });
  });

  test('V11: above 2 GiB clamd cannot look: not scannable, and never sent to it', async () => {
    const scanner = stack.use(await startClamd());
    const house = stack.use(await buildScanHouse(scanner.address));
    // From its first moment on: the scanner may be quicker than a later change.
    await house.database.asOwner(`
      create function enlarge() returns trigger language plpgsql as $$ begin new.size := ${2 ** 31}; return new; end $$;
      create trigger enlarge before insert on files for each row execute function enlarge()`);
    const sent = await house.dropOff({ 'Datenbank.fdb': Buffer.from('in truth short') });
    await expect.poll(() => house.scansOf(sent.id), { timeout: 15_000 }).toEqual({ 'Datenbank.fdb': 'unscannable' });
    const [file] = (await house.dropoffs.detail(house.agent, sent.id)).files;
    expect(file?.finding).toBe('too_large');
  });

  test('V11: a damaged file waits, whatever the scanner would say', async () => {
    const scanner = stack.use(await startClamd());
    const house = stack.use(await buildScanHouse(scanner.address));
    await house.database.asOwner(`
      create function lose() returns trigger language plpgsql as $$ begin new.object_id := 'missing'; return new; end $$;
      create trigger lose before insert on segments for each row execute function lose()`);
    const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag') });
    await house.database.asOwner('drop trigger lose on segments');
    const other = await house.dropOff({ 'Zweiter.txt': Buffer.from('Guten Tag') });
    await expect.poll(() => house.scansOf(other.id), { timeout: 10_000 }).toEqual({ 'Zweiter.txt': 'clean' });
    expect(await house.scansOf(sent.id)).toEqual({ 'Brief.txt': 'waiting' });
  });
});

describe('V11: a socket that is no scanner', { timeout: 60_000 }, () => {
  const lies: [name: string, answer: (socket: Socket) => void, reason: RegExp][] = [
    ['answers garbage', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /kein Ergebnis/],
    ['closes at once', (socket) => void socket.end(), /bricht die Verbindung ab/],
    ['says OK to everything before it was asked', (socket) => void socket.write('stream: OK\0'), /kein Ergebnis/],
    ['talks without an end', (socket) => void socket.write('x'.repeat(100_000)), /kein Ergebnis|bricht die Verbindung/],
    ['says nothing', () => undefined, /antwortet nicht/],
    [
      'says OK to all, EICAR included',
      (socket) =>
        void socket.on('data', (data) => {
          const word = data.toString('latin1');
          if (word.startsWith('zPING')) socket.end('PONG\0');
          else if (word.startsWith('zVERSION')) socket.end('ClamAV 1.4.3\0');
          else if (data.subarray(-4).equals(Buffer.alloc(4))) socket.end('stream: OK\0');
        }),
      /EICAR/,
    ],
    [
      'has signatures of last year',
      (socket) =>
        void socket.on('data', (data) => {
          const word = data.toString('latin1');
          if (word.startsWith('zPING')) socket.end('PONG\0');
          else socket.end('ClamAV 1.4.3/27000/Fri Nov 21 09:24:33 2025\0');
        }),
      /zu alt/,
    ],
  ];
  for (const [name, answer, reason] of lies) {
    test(`V11: one that ${name}`, async () => {
      const house = stack.use(await buildScanHouse(await liar(answer)));
      expect(await expectWaiting(house, reason)).toBeTruthy();
    });
  }
});
