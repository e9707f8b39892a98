import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { someBytes } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

const run = promisify(execFile);

/** The pages of an upload profile, for customers and for the firm, in three widths, light and dark. */
describe.runIf(hasBrowser)('every page of a profile', { timeout: 240_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let folder: string;

  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    ({ page, complaints } = await openPage(context));
    folder = await mkdtemp(join(tmpdir(), 'schleuse-pictures-'));
    const contents = {
      'Readme.txt':
        'Seit dem Update von gestern lässt sich die Kasse nicht mehr öffnen.\nBitte prüfen Sie die Sicherung.\n\nRückruf: 0231 4455667, werktags bis 16 Uhr\n',
      'kasse.log': 'Fehler 17\n'.repeat(60_000),
      'Bildschirmfoto.png': someBytes(420_000),
      'Sicherung.zip': someBytes(80_000),
    };
    for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
    await zip('Kassensicherung.zip', 'kasse.log');
    await zip('Mit-Readme.zip', 'Readme.txt', 'kasse.log');
    await zip('Geheim.zip', '-P', 'sehr geheim', 'Readme.txt', 'kasse.log');
    // Cut off in the middle: an archive that cannot be accepted.
    await run('sh', ['-c', 'head -c 500 Mit-Readme.zip > Abgebrochen.zip'], { cwd: folder });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const zip = (name: string, ...args: string[]) => run('zip', ['-q', name, ...args], { cwd: folder });

  async function look(name: string): Promise<void> {
    await expectAccessible(page);
    await photograph(page, name);
  }

  async function begin(): Promise<void> {
    await page.goto(`${server.url}/einsenden/support`);
    await page.getByLabel('Kundennummer').fill(demo.customers[0]?.number ?? '');
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await page.getByRole('heading', { name: 'Dateien auswählen' }).waitFor();
  }

  async function choose(...names: string[]): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Dateien auswählen' }).click();
    await (await chooser).setFiles(names.map((name) => join(folder, name)));
  }

  test('S1–S5: what a customer sees', async () => {
    await page.goto(`${server.url}/einsenden/support`);
    await page.getByRole('heading', { name: 'Dateien an den Support senden' }).waitFor();
    await look('profil-angaben');
    await begin();
    await choose('kasse.log', 'Bildschirmfoto.png', 'Sicherung.zip', 'Kassensicherung.zip', 'Abgebrochen.zip');
    await page.getByText('In 1 Archiv fehlt die Readme.txt').waitFor();
    await page.getByRole('button', { name: 'Dateien übermitteln' }).click();
    await page.getByRole('alert').waitFor();
    await look('profil-dateien-abgelehnt');

    await page.getByRole('button', { name: 'Diese Dateien entfernen' }).click();
    for (const name of ['Sicherung.zip', 'Kassensicherung.zip', 'kasse.log', 'Bildschirmfoto.png']) {
      await page.getByRole('button', { name: `${name} entfernen`, exact: true }).click();
    }
    await choose('kasse.log', 'Bildschirmfoto.png');
    await page.getByRole('heading', { name: 'Wir packen Ihre Dateien in ein ZIP' }).waitFor();
    await page.getByLabel('Ihr Anliegen').fill('Die Kasse lässt sich nicht mehr öffnen.');
    await page.getByLabel('Telefonnummer').fill('0231 4455667');
    await look('profil-packen');
    await page.getByRole('button', { name: 'In ein ZIP packen' }).click();
    await page.getByText('ZIP, geprüft, Readme.txt gefunden').waitFor();
    await choose('Geheim.zip');
    await page.getByText('Ihr Archiv ist mit einem Passwort geschützt').waitFor();
    await look('profil-dateien');
    await page.getByRole('button', { name: /2 Dateien übermitteln/ }).click();
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor();
    await look('profil-erfolgreich');
    expect(complaints).toEqual([]);
  });

  test('S3: what a customer sees when the server refuses after its own look', async () => {
    // A page that does not look: as if somebody had changed it.
    await page.route('**/api/firm?*', async (route) => {
      const answer = await route.fetch();
      const firm = (await answer.json()) as { profile: object };
      await route.fulfill({ response: answer, json: { ...firm, profile: { ...firm.profile, needsReadme: false } } });
    });
    await page.getByRole('button', { name: 'Ende' }).click();
    await begin();
    await choose('Kassensicherung.zip', 'Mit-Readme.zip');
    await page.getByRole('button', { name: /2 Dateien übermitteln/ }).click();
    await page.getByRole('heading', { name: 'Einige Dateien wurden nicht angenommen' }).waitFor();
    await look('profil-nicht-angenommen');
    await page.unroute('**/api/firm?*');
    await page.getByRole('button', { name: 'Ohne diese Dateien zustellen' }).click();
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor();
  });

  test('S3, S5: what the firm sees, and where an owner says what is taken', async () => {
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
    await page.goto(`${server.url}/eingang`);
    await page.getByRole('link', { name: /10023/ }).last().click();
    await page.getByRole('heading', { name: 'Readme.txt aus dem Archiv' }).waitFor();
    await page.getByText('Inhalt nicht prüfbar').waitFor();
    await look('einsendung-support');
    await page.goto(`${server.url}/profile`);
    await page.getByRole('link', { name: 'Support bearbeiten' }).waitFor();
    await look('profile');
    await page.getByRole('link', { name: 'Support bearbeiten' }).click();
    await page.getByRole('heading', { name: 'Profil „Support“' }).waitFor();
    await look('profil-bearbeiten');
    await page.goto(`${server.url}/profile/neu`);
    await page.getByLabel('Name', { exact: true }).fill('Abgabe für die Prüfung');
    expect(await page.getByLabel('Adresse der Seite').inputValue()).toBe('abgabe-fuer-die-pruefung');
    await page.getByRole('button', { name: 'Profil anlegen' }).click();
    await page.getByRole('alert').getByText('Geben Sie eine deutsche Überschrift').waitFor();
    await look('profil-anlegen');
    await page.getByLabel('Überschrift auf Deutsch').fill('Unterlagen abgeben');
    await page.getByLabel('Überschrift auf Englisch').fill('Hand in documents');
    for (const kind of ['ZIP', 'TAR', 'RAR', 'GZ']) await page.getByLabel(kind, { exact: true }).uncheck();
    await page.getByRole('button', { name: 'Profil anlegen' }).click();
    await page.getByRole('heading', { name: 'Profil „Abgabe für die Prüfung“' }).waitFor();
    await page.goto(`${server.url}/einsenden/abgabe-fuer-die-pruefung`);
    await page.getByRole('heading', { name: 'Unterlagen abgeben' }).waitFor();
    await page.getByText('Jede Art von Datei, bis 50 MB je Datei.').waitFor();
    await page.goto(`${server.url}/profile`);
    await page.getByRole('link', { name: 'Abgabe für die Prüfung bearbeiten' }).click();
    await page.getByRole('button', { name: 'Profil abschalten' }).click();
    await page.getByRole('button', { name: 'Profil wieder einschalten' }).waitFor();
    await page.goto(`${server.url}/einsenden/abgabe-fuer-die-pruefung`);
    await page.getByRole('heading', { name: 'Diese Seite gibt es nicht (mehr)' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
