import { execFileSync } from 'node:child_process';
import { appendFile, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inbox, signIn } from './testing/api.ts';
import { layLine } from './testing/cuttable-line.ts';
import { hashOf } from './testing/hash-of.ts';
import { type LocalFolder, makeFolder } from './testing/local-files.ts';
import { runCli } from './testing/run-cli.ts';
import { type Demo, findFreePort, type RunningServer, startServer } from './testing/start-server.ts';

const mega = 1_000_000;
let server: RunningServer;
let demo: Demo;
let folder: LocalFolder;
let home: string;

beforeAll(async () => {
  server = await startServer();
  demo = await server.demo();
  folder = await makeFolder();
  home = folder.path;
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function sendArgs(url: string, out: string, ...rest: string[]): string[] {
  const customer = demo.customers[0]?.number ?? '';
  return ['send', '--server', url, '--customer', customer, '--out', join(folder.path, out), ...rest];
}

async function receiptIn(
  out: string,
): Promise<{ path: string; json: { id: string; files: { name: string; sha256: string }[] } }> {
  const names = await readdir(join(folder.path, out));
  const name = names.find((each) => each.endsWith('.json')) ?? '';
  expect(names.toSorted()).toEqual([name, name.replace('.json', '.pdf')]);
  const path = join(folder.path, out, name);
  return {
    path,
    json: JSON.parse(await readFile(path, 'utf8')) as { id: string; files: { name: string; sha256: string }[] },
  };
}

describe('D3, X1: schleuse send and verify', () => {
  test('sends a file with a note, saves both receipts, and verify finds all of it right', async () => {
    const path = await folder.make('Größe.gdb', 3 * mega);
    const sent = runCli(sendArgs(server.url, 'a', '--note', 'Bitte prüfen', path), { home });
    expect(await sent.ended, sent.err()).toBe(0);
    expect(sent.out()).toContain('Übermittlung erfolgreich');
    expect(sent.err()).toContain('Ev. Kirch');
    const { path: receipt, json } = await receiptIn('a');
    expect(json.files).toEqual([{ name: 'Größe.gdb', size: 3 * mega, sha256: await hashOf(path) }]);
    const pdf = await readFile(receipt.replace('.json', '.pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const item = (await inbox(server.url, await signIn(server.url, demo.owner))).find(({ id }) => id === json.id);
    expect(item).toMatchObject({ state: 'submitted', note: 'Bitte prüfen' });

    const verified = runCli(['verify', receipt, path, '--server', server.url], { home });
    expect(await verified.ended, verified.out()).toBe(0);
    expect(verified.out()).toContain('gleich: Größe.gdb');
    expect(verified.out()).toContain('mit dem Schlüssel der Firma');
  });

  test('threat: a changed file, receipt or key: verify says which and ends with 5', async () => {
    const { path: receipt, json } = await receiptIn('a');
    const changed = join(folder.path, 'b-Größe.gdb');
    await copyFile(join(folder.path, 'Größe.gdb'), changed);
    await appendFile(changed, 'x');
    const foreign = runCli(['verify', receipt, changed], { home, language: 'en_US.UTF-8' });
    expect(await foreign.ended).toBe(5);
    expect(foreign.out()).toContain('NOT IN THE RECEIPT: b-Größe.gdb');

    const forged = join(folder.path, 'forged.json');
    await writeFile(forged, JSON.stringify({ ...json, customerNumber: '1' }));
    const wrong = runCli(['verify', forged], { home });
    expect(await wrong.ended).toBe(5);
    expect(wrong.out()).toContain('FALSCH');

    const otherKey = runCli(['verify', receipt, '--key', Buffer.alloc(32, 7).toString('base64')], { home });
    expect(await otherKey.ended).toBe(5);
    expect(otherKey.out()).toContain('ANDEREN Schlüssel');
  });

  test('killed in the middle, the same command goes on from the exact byte', async () => {
    await using line = await layLine(new URL(server.url));
    line.limitTo(20 * mega);
    const path = await folder.make('gross.gdb', 40 * mega);
    const args = sendArgs(line.url, 'c', path);
    const first = runCli(args, { home });
    await first.said(/[4-9]\d %/);
    first.child.kill('SIGKILL');
    await first.ended;
    line.limitTo(Infinity);
    const before = line.bytesUp();
    const second = runCli(args, { home });
    expect(await second.ended, second.err()).toBe(0);
    expect(second.err()).toContain('fortgesetzt');
    expect(line.bytesUp() - before).toBeLessThan(34 * mega);
    expect((await receiptIn('c')).json.files[0]?.sha256).toBe(await hashOf(path));
    expect(await readdir(join(home, '.local/state/schleuse'))).toEqual([]);
  });

  test('Ctrl-C ends it in order, with 130 and a sentence; a folder goes on where it was', async () => {
    await using line = await layLine(new URL(server.url));
    line.limitTo(10 * mega);
    await folder.make('ordner-a.bin', 1000);
    const path = await folder.make('ordner-b.bin', 20 * mega);
    const args = sendArgs(line.url, 'd', path, join(folder.path, 'ordner-a.bin'));
    const first = runCli(args, { home });
    await first.said(/[3-9]\d %/);
    const twin = runCli(args, { home });
    expect(await twin.ended).toBe(1);
    expect(twin.err()).toContain('läuft schon');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(130);
    expect(first.err()).toContain('Unterbrochen');
    line.limitTo(Infinity);
    const second = runCli(args, { home });
    expect(await second.ended, second.err()).toBe(0);
    expect((await receiptIn('d')).json.files).toHaveLength(2);
  });

  test('a server that is killed and comes back is waited for', async () => {
    await using line = await layLine(new URL(server.url));
    line.limitTo(30 * mega);
    const path = await folder.make('warten.gdb', 40 * mega);
    const run = runCli(sendArgs(line.url, 'e', path), { home });
    await run.said(/[3-9]\d %/);
    await server.kill();
    await run.said(/Verbindung unterbrochen/);
    await server.start();
    expect(await run.ended, run.err()).toBe(0);
    expect((await receiptIn('e')).json.files[0]?.sha256).toBe(await hashOf(path));
  });
});

describe('D1, D3: how schleuse ends', () => {
  test.each([
    ['no server named', ['send', '--customer', '1', 'x'], 1, '--server'],
    ['an address that is none', ['send', '--server', 'einsenden', '--customer', '1', 'x'], 1, 'einsenden'],
    [
      'a file that is not there',
      ['send', '--server', 'http://localhost:1', '--customer', '1', '/nicht-da'],
      1,
      '/nicht-da',
    ],
    ['an unknown option', ['send', '--servr', 'x'], 1, '--servr'],
    ['an unknown command', ['sent'], 1, 'sent'],
    ['no receipt', ['verify', '/nicht-da.json'], 1, '/nicht-da.json'],
  ])('%s: %#', async (_, args, code, said) => {
    const run = runCli(args, { home });
    expect(await run.ended).toBe(code);
    expect(run.err()).toContain(said);
  });

  test('a wrong customer number is refused with 2, the third and later tries after a proof of work', async () => {
    const path = await folder.make('klein.txt', 10);
    const said: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      const run = runCli(['send', '--server', server.url, '--customer', '99999', path], { home });
      expect(await run.ended, run.err()).toBe(2);
      said.push(run.err());
    }
    expect(said[0]).toContain('customer_unknown');
    expect(said[3]).toMatch(/Rechennachweis[^]*customer_unknown/);
  });

  test('no server within --timeout ends with 3, and going on later needs nothing but the same command', async () => {
    const path = await folder.make('spaeter.bin', 10);
    const port = await findFreePort();
    const run = runCli(sendArgs(`http://localhost:${port}`, 'f', '--timeout', '1', path), { home, language: 'en' });
    expect(await run.ended).toBe(3);
    expect(run.err()).toContain('cannot be reached');
  });

  test('says its version and its help, also when an older Node of the system starts it', async () => {
    const path = (process.env['PATH'] ?? '').split(':').filter((each) => !each.includes('node_modules'));
    const node = execFileSync('sh', ['-c', 'command -v node'], { env: { PATH: path.join(':') } })
      .toString()
      .trim();
    const version = runCli(['--version'], { home, node });
    expect(await version.ended, version.err()).toBe(0);
    expect(version.out()).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = runCli(['--help'], { home, language: 'en_GB.UTF-8' });
    await help.ended;
    expect(help.out()).toContain('Exit code: 0');
  });
});
