import { execFileSync } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inbox, signIn } from './testing/api.ts';
import { type LocalFolder, makeFolder } from './testing/local-files.ts';
import { runCli } from './testing/run-cli.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

let server: RunningServer;
let demo: Demo;
let folder: LocalFolder;

beforeAll(async () => {
  server = await startServer();
  demo = await server.demo();
  folder = await makeFolder();
  await writeFile(join(folder.path, 'Readme.txt'), 'Bitte prüfen. Rückruf: 0231 4455667\n');
  await writeFile(join(folder.path, 'kasse.log'), 'Fehler 17\n');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const path = (name: string): string => join(folder.path, name);
const tar = (name: string, ...files: string[]): string => {
  execFileSync('tar', ['-cf', path(name), '-C', folder.path, ...files]);
  return path(name);
};
const send = (...rest: string[]) => {
  const customer = demo.customers[0]?.number ?? '';
  const args = ['send', '--server', server.url, '--customer', customer, '--profile', 'support', ...rest];
  return runCli(args, { home: folder.path });
};

test('S1–S3: schleuse send --profile tells before it sends what the profile does not take', async () => {
  await writeFile(path('bild.zip'), 'kein Archiv');
  await writeFile(path('groß.zip'), '');
  await truncate(path('groß.zip'), 52_428_801);
  const run = send(path('bild.zip'), path('groß.zip'), tar('ohne.tar', 'kasse.log'));
  expect(await run.ended).toBe(2);
  expect(run.err()).toContain('bild.zip – Das ist seinem Inhalt nach kein Archiv');
  expect(run.err()).toContain('groß.zip – Die Datei ist größer, als die Firma annimmt.');
  expect(run.err()).toContain('ohne.tar – Das Archiv enthält keine Readme.txt. (Code readme_missing)');
  expect(run.err()).toContain('Es wurde nichts gesendet.');
  expect(await inbox(server.url, await signIn(server.url, demo.owner))).toEqual([]);
});

test('S1, S3: sends what the profile takes, with what its form asks', async () => {
  const run = send('--contact', 'Büro', '--case', 'T-4711', tar('mit.tar', 'Readme.txt', 'kasse.log'));
  expect(await run.ended, run.err()).toBe(0);
  const [item] = await inbox(server.url, await signIn(server.url, demo.owner));
  expect(item).toMatchObject({
    profile: { slug: 'support' },
    answers: { contactName: 'Büro', caseReference: 'T-4711' },
    files: [{ name: 'mit.tar', archive: { kind: 'tar', contentsCheckable: true } }],
  });
});

test('an unknown profile ends it in a sentence', async () => {
  const run = runCli(
    ['send', '--server', server.url, '--customer', '10023', '--profile', 'anders', tar('c.tar', 'Readme.txt')],
    { home: folder.path },
  );
  expect(await run.ended).toBe(2);
  expect(run.err()).toContain('Dieses Profil gibt es bei der Firma nicht (mehr).');
});
