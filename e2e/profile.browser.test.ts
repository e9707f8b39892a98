import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inbox, sha256, signIn, someBytes } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { type Demo, repository, type RunningServer, startServer } from './testing/start-server.ts';

const run = promisify(execFile);
const readme = 'Die Kasse startet seit gestern nicht mehr.\nRückruf bitte: 0231 4455667\n';

describe.runIf(hasBrowser)('the support page in a real browser', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'schleuse-support-'));
    await writeFile(join(folder, 'Readme.txt'), readme);
    await writeFile(join(folder, 'kasse.log'), 'Fehler 17\n'.repeat(20_000));
    await writeFile(join(folder, 'bild.jpg'), someBytes(300_000));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const path = (name: string): string => join(folder, name);
  const zip = async (name: string, ...args: string[]): Promise<string> => {
    await run('zip', ['-q', '-j', path(name), ...args], { cwd: folder });
    return path(name);
  };

  /** One of the published archives made by RAR itself, under a name of ours. */
  async function rar(name: string, as: string): Promise<string> {
    const vectors = await readFile(join(repository, 'archives/vectors/rar.json'), 'utf8');
    const { archives } = JSON.parse(vectors) as { archives: { name: string; base64: string }[] };
    await writeFile(path(as), Buffer.from(archives.find((archive) => archive.name === name)?.base64 ?? '', 'base64'));
    return path(as);
  }

  /** A ZIP with a Readme of so many bytes: what a ZIP adds does not depend on how much is in it. */
  async function zipOfSize(name: string, size: number): Promise<string> {
    const stored = async (content: number): Promise<number> => {
      await rm(path(name), { force: true });
      await writeFile(path('zufall.dat'), someBytes(content));
      return (await stat(await zip(name, '-0', path('Readme.txt'), path('zufall.dat')))).size;
    };
    const added = (await stored(1_000_000)) - 1_000_000;
    expect(await stored(size - added)).toBe(size);
    return path(name);
  }

  /** Step 1 with the first customer's number; leaves the page at step 2. */
  async function begin(locale = 'de-DE'): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await browser.newContext({ locale, timezoneId: 'Europe/Berlin' });
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/einsenden/support`);
    await page.getByLabel(/^(Kundennummer|Customer number)/).fill(demo.customers[0]?.number ?? '');
    await page.getByRole('button', { name: /Weiter zu den Dateien|Continue to the files/ }).click();
    await page.getByRole('heading', { level: 1, name: /Dateien auswählen|Choose files/ }).waitFor();
    return { page, context, complaints };
  }

  /** The bytes the firm has of the newest drop-off's only file. */
  async function fetchNewest(): Promise<{ id: string; file: InboxFile; bytes: Uint8Array }> {
    const session = await signIn(server.url, demo.owner);
    const [item] = await inbox(server.url, session);
    const file = item?.files[0] as InboxFile | undefined;
    if (!item || !file) throw new Error('nothing has arrived');
    const answer = await fetch(`${server.url}/api/dropoffs/${item.id}/files/${file.id}`, { headers: session });
    return { id: item.id, file, bytes: new Uint8Array(await answer.arrayBuffer()) };
  }

  test('S1, S2, S3: what is taken stands there before anything is chosen', async () => {
    const context = await browser.newContext({ locale: 'de-DE' });
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/einsenden/support`);
    await page.getByRole('heading', { name: 'Dateien an den Support senden' }).waitFor();
    await page.getByText('Archive der Art ZIP, TAR, RAR oder GZ, bis 50 MB je Archiv').waitFor();
    await page.getByText('Jedes Archiv enthält eine Readme.txt').waitFor();
    await page.getByText('löscht alles spätestens 14 Tage nach dem Eingang').waitFor();
    await expectAccessible(page);
    await page.goto(`${server.url}/einsenden/gibt-es-nicht`);
    await page.getByText('Diese Seite gibt es nicht (mehr)').first().waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('S1: a picture called .zip is no archive, and the page says so before it sends', async () => {
    await writeFile(path('bild.zip'), someBytes(40_000));
    const { page, context } = await begin();
    const sent = countUploads(page);
    await choose(page, [path('bild.zip')]);
    await page.getByText('Der Name endet wie bei einem Archiv, der Inhalt ist aber keines.').waitFor();
    await send(page);
    await page.getByRole('alert').getByText('1 Datei ist noch nicht gepackt.').waitFor();
    await expectAccessible(page);
    expect(sent()).toBe(0);
    await context.close();
  });

  test('S1, S3: TAR, tar.gz, RAR 4 and 5 by their content, whatever their name; a Readme for those without', async () => {
    await run('tar', ['-cf', path('ohne.tar'), '-C', folder, 'kasse.log']);
    await run('tar', ['-czf', path('sicherung.dat'), '-C', folder, 'Readme.txt', 'kasse.log']);
    const { page, context, complaints } = await begin();
    const rars = [await rar('rar202-comment-nopsw.rar', 'alt.rar'), await rar('ctime5.rar', 'neu.bin')];
    await choose(page, [path('sicherung.dat'), path('ohne.tar'), ...rars]);
    await page.getByText('GZ, geprüft, Readme.txt gefunden').waitFor();
    await page.getByText('In 3 Archiven fehlt die Readme.txt').waitFor();
    await page.getByText('In ein Archiv der Art RAR oder GZ lässt sich nichts ergänzen').waitFor();
    await page.getByLabel('Ihr Anliegen').fill('Bitte prüfen.');
    await page.getByLabel('Telefonnummer').fill('0231 4455667');
    await page.getByRole('button', { name: 'Readme.txt hinzufügen' }).click();
    await page.getByText('ohne-mit-Readme.tar', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^4 Dateien übermitteln/ }).click();
    await delivered(page);
    expect(complaints).toEqual([]);
    await context.close();
    const [item] = await inbox(server.url, await signIn(server.url, demo.owner));
    const kinds = item?.files.map((file) => [file.name, (file as unknown as InboxFile).archive?.kind]) ?? [];
    expect(Object.fromEntries(kinds)).toEqual({
      'sicherung.dat': 'gz',
      'ohne-mit-Readme.tar': 'tar',
      'alt-mit-Readme.zip': 'zip',
      'neu.bin-mit-Readme.zip': 'zip',
    });
  });

  test('S2: 52,428,800 bytes are sent, 52,428,801 are refused before the first of them', async () => {
    const most = 52_428_800;
    const [exact, over] = [await zipOfSize('genau.zip', most), await zipOfSize('zuviel.zip', most + 1)];
    const { page, context } = await begin();
    const sent = countUploads(page);
    await choose(page, [over]);
    await page.getByText('Größer als 50 MB, die Grenze für eine Datei').waitFor();
    await send(page);
    await page.getByRole('alert').getByText('kann so nicht gesendet werden').waitFor();
    expect(sent()).toBe(0);
    await page.getByRole('button', { name: 'Diese Dateien entfernen' }).click();
    await choose(page, [exact]);
    await page.getByText('ZIP, geprüft, Readme.txt gefunden').waitFor();
    await send(page);
    await delivered(page);
    expect((await fetchNewest()).bytes.length).toBe(most);
    await context.close();
  });

  test('S3: a Readme that is missing is written in the page and goes into the archive', async () => {
    const archive = await zip('sicherung.zip', path('kasse.log'), path('bild.jpg'));
    const { page, context, complaints } = await begin();
    await choose(page, [archive]);
    await page.getByText('In 1 Archiv fehlt die Readme.txt').waitFor();
    await send(page);
    await page.getByRole('alert').getByText('In 1 Archiv fehlt noch die Readme.txt.').waitFor();
    await page.getByRole('button', { name: 'Readme.txt hinzufügen' }).click();
    await page.getByText('Beschreiben Sie Ihr Anliegen.').waitFor();
    await page.getByText('Geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Ihr Anliegen').fill('Die Kasse startet nicht mehr.\nBitte prüfen Sie die Sicherung.');
    await page.getByLabel('E-Mail-Adresse').fill('buero@kirche.example');
    await page.getByRole('button', { name: 'Readme.txt hinzufügen' }).click();
    await page.getByText('ZIP, geprüft, Readme.txt gefunden').waitFor();
    await page.getByText('sicherung-mit-Readme.zip', { exact: true }).waitFor();
    await expectAccessible(page);
    await send(page);
    await delivered(page);
    expect(complaints).toEqual([]);
    await context.close();

    const { file, bytes } = await fetchNewest();
    expect(file).toMatchObject({ name: 'sicherung-mit-Readme.zip', archive: { kind: 'zip', contentsCheckable: true } });
    await writeFile(path('angekommen.zip'), bytes);
    expect((await run('unzip', ['-t', path('angekommen.zip')])).stdout).toContain('No errors detected');
    const { stdout } = await run('unzip', ['-p', path('angekommen.zip'), 'Readme.txt']);
    expect(stdout).toContain('Bitte prüfen Sie die Sicherung.\r\n');
    expect(stdout).toContain('E-Mail: buero@kirche.example');
    expect(stdout).toContain(`Kundennummer: ${demo.customers[0]?.number}`);
    const theirs = await run('unzip', ['-p', path('angekommen.zip'), 'bild.jpg'], { encoding: 'buffer' });
    expect(sha256(theirs.stdout)).toBe(sha256(await readFile(path('bild.jpg'))));
  });

  test('S4: loose files are packed in the page, survive a reload, and arrive as a ZIP others can open', async () => {
    const { page, context, complaints } = await begin();
    await choose(page, [path('kasse.log'), path('bild.jpg')]);
    await page.getByRole('heading', { name: 'Wir packen Ihre Dateien in ein ZIP' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Ihr Anliegen').fill('Bitte sehen Sie sich das an.');
    await page.getByLabel('Telefonnummer').fill('0231 4455667');
    await page.getByRole('button', { name: 'In ein ZIP packen' }).click();
    await page.getByText('ZIP, geprüft, Readme.txt gefunden').waitFor();
    // What the page packed is no file of the disk, and yet it is there again.
    await page.reload();
    await page.getByText('ZIP, geprüft, Readme.txt gefunden').waitFor();
    await page.getByRole('button', { name: '1 Datei übermitteln' }).click();
    await delivered(page);
    expect(complaints).toEqual([]);
    await context.close();

    const { file, bytes } = await fetchNewest();
    expect(file).toMatchObject({ name: 'Dateien.zip' });
    await writeFile(path('gepackt.zip'), bytes);
    expect((await run('unzip', ['-t', path('gepackt.zip')])).stdout).toContain('No errors detected');
    const names = (await run('unzip', ['-Z1', path('gepackt.zip')])).stdout.trim().split('\n');
    expect(names.toSorted()).toEqual(['Readme.txt', 'bild.jpg', 'kasse.log']);
    const log = await run('unzip', ['-p', path('gepackt.zip'), 'kasse.log']);
    expect(log.stdout).toBe(await readFile(path('kasse.log'), 'utf8'));
  });

  test('S4: a Readme among the files is taken as it is; what is too large packed is refused at once', async () => {
    await writeFile(path('zufall.bin'), someBytes(53_000_000));
    const { page, context } = await begin();
    const sent = countUploads(page);
    await choose(page, [path('zufall.bin'), path('Readme.txt')]);
    await page.getByText('Ihre Readme.txt ist dabei und nennt, wie wir Sie erreichen.').waitFor();
    await page.getByRole('button', { name: 'In ein ZIP packen' }).click();
    await page.getByText('Gepackt sind die Dateien größer als 50 MB').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'zufall.bin entfernen' }).click();
    await page.getByRole('button', { name: 'In ein ZIP packen' }).click();
    await page.getByText('ZIP, geprüft, Readme.txt gefunden').waitFor();
    expect(sent()).toBe(0);
    await context.close();
  });

  test('S5: an archive with a password is taken as not checkable, and the page says how the password travels', async () => {
    const archive = await zip('geheim.zip', '-P', 'sehr geheim', path('Readme.txt'), path('kasse.log'));
    const { page, context, complaints } = await begin();
    // The other one hides even the names of its files.
    await choose(page, [archive, await rar('rar5-hpsw.rar', 'kopf.rar')]);
    await page.getByText('ZIP mit Passwort: Inhalt nicht prüfbar').waitFor();
    await page.getByText('RAR mit Passwort: Inhalt nicht prüfbar').waitFor();
    await page.getByText('Ihr Archiv ist mit einem Passwort geschützt').waitFor();
    await expectAccessible(page);
    await send(page);
    await delivered(page);
    const link = page.getByRole('link', { name: 'Passwort über das Kontaktformular senden' });
    const [item] = await inbox(server.url, await signIn(server.url, demo.owner));
    expect(await link.getAttribute('href')).toBe(`/kontakt?zweck=passwort&vorgang=${item?.id}`);
    await expectAccessible(page);
    const files = (item?.files ?? []) as unknown as InboxFile[];
    expect(Object.fromEntries(files.map(({ name, archive }) => [name, archive]))).toEqual({
      'geheim.zip': { kind: 'zip', contentsCheckable: false },
      'kopf.rar': { kind: 'rar5', contentsCheckable: false },
    });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('S3: what the server refuses after its own look can be left out or replaced', async () => {
    const bad = await zip('ohne.zip', path('kasse.log'));
    const good = await zip('mit.zip', path('Readme.txt'));
    const context = await browser.newContext({ locale: 'de-DE' });
    const { page } = await openPage(context);
    // A page that does not look: as if somebody had changed it.
    await page.route('**/api/firm?*', async (route) => {
      const answer = await route.fetch();
      const firm = (await answer.json()) as { profile: object };
      await route.fulfill({ response: answer, json: { ...firm, profile: { ...firm.profile, needsReadme: false } } });
    });
    await page.goto(`${server.url}/einsenden/support`);
    await page.getByLabel('Kundennummer').fill(demo.customers[1]?.number ?? '');
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await choose(page, [bad, good]);
    await page.getByRole('button', { name: '2 Dateien übermitteln' }).click();
    await page.getByRole('heading', { name: 'Einige Dateien wurden nicht angenommen' }).waitFor();
    await page.getByText('Das Archiv enthält keine Readme.txt.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ohne diese Dateien zustellen' }).click();
    await delivered(page);
    expect((await fetchNewest()).file.name).toBe('mit.zip');
    await context.close();
  });

  test('D7: a link brings customer number and case to a profile’s page too', async () => {
    const context = await browser.newContext({ locale: 'de-DE' });
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/einsenden/support?kunde=${demo.customers[2]?.number}&fall=T-4711`);
    await page.getByText('T-4711').first().waitFor();
    expect(await page.getByLabel('Kundennummer').inputValue()).toBe(demo.customers[2]?.number);
    expect(await page.getByLabel('Vorgangsnummer').inputValue()).toBe('T-4711');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await choose(page, [await zip('fall.zip', path('Readme.txt'))]);
    await send(page);
    await delivered(page);
    const [item] = await inbox(server.url, await signIn(server.url, demo.owner));
    expect(item).toMatchObject({ caseReference: 'T-4711', answers: { caseReference: 'T-4711' } });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('S3, S4: by keyboard alone, in English', async () => {
    const { page, context } = await begin('en-GB');
    await choose(page, [path('kasse.log')]);
    await page.getByRole('heading', { name: 'We pack your files into a ZIP' }).waitFor();
    await tabTo(page, (name) => name.startsWith('Your request'));
    await page.keyboard.type('Please have a look.');
    await tabTo(page, (name) => name.startsWith('E-mail address'));
    await page.keyboard.type('office@church.example');
    await tabTo(page, (name) => name === 'Pack into a ZIP');
    await page.keyboard.press('Enter');
    await page.getByText('ZIP, checked, Readme.txt found').waitFor();
    await expectAccessible(page);
    await tabTo(page, (name) => name.startsWith('Send 1 file'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Transfer successful' }).waitFor({ timeout: 60_000 });
    await context.close();
  });
});

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: /übermitteln/ }).click();
}

async function delivered(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor({ timeout: 60_000 });
}

type InboxFile = { id: string; name: string; archive: { kind: string; contentsCheckable: boolean } | null };

/** How many uploads the page has begun. */
function countUploads(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/uploads')) count += 1;
  });
  return () => count;
}

/** Presses Tab until the focus is on what is wanted. */
async function tabTo(page: Page, wanted: (name: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (wanted(await focusedName(page))) return;
  }
  throw new Error('Tab never came to what was wanted.');
}

async function focusedName(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    return element?.labels?.[0]?.textContent ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}

async function choose(page: Page, files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^(Dateien auswählen|Choose files)$/ }).click();
  await (await chooser).setFiles(files);
}
