import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDropoff, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { layLine } from './testing/cuttable-line.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

/** Every page in three widths, light and dark, free of axe's findings and of sideways scrolling. */
describe.runIf(hasBrowser)('every page', { timeout: 180_000 }, () => {
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
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function look(name: string, at: Page = page): Promise<void> {
    await expectAccessible(at);
    await photograph(at, name);
  }

  test('D1–D4: the pages of the sender', async () => {
    await using line = await layLine(new URL(server.url));
    await page.goto(`${line.url}/einsenden`);
    await page.getByLabel('Kundennummer').waitFor();
    await look('einsenden-angaben');
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await page.getByRole('heading', { name: 'Bitte prüfen Sie Ihre Eingabe' }).waitFor();
    await look('einsenden-angaben-fehler');
    await page.getByLabel('Kundennummer').fill(demo.customers[0]?.number ?? '');
    await page.getByLabel('Nachricht').fill('Datenbank für die Prüfung des Jahresabschlusses');
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await page.getByRole('heading', { name: 'Dateien auswählen' }).waitFor();
    await look('einsenden-dateien-leer');

    const files: [string, number][] = [
      ['Kassenbuch 2026.fdb', 30_000_000],
      ['Anschreiben an die Prüfungsstelle.pdf', 184_320],
      ['Belege-Oktober.zip', 6_400_000],
    ];
    for (const [name, size] of files) await writeFile(join(folder, name), someBytes(size));
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Dateien auswählen' }).click();
    await (await chooser).setFiles(files.map(([name]) => join(folder, name)));
    await page.getByRole('button', { name: /3 Dateien übermitteln/ }).waitFor();
    await look('einsenden-dateien');

    line.limitTo(2_000_000);
    await page.getByRole('button', { name: /3 Dateien übermitteln/ }).click();
    await page.getByText(/von 3 Dateien übertragen/).waitFor();
    await page.waitForTimeout(4000);
    await look('einsenden-laeuft');
    line.cut();
    await page.getByRole('paragraph').filter({ hasText: 'Verbindung unterbrochen' }).waitFor({ timeout: 30_000 });
    await look('einsenden-unterbrochen');
    line.mend();
    line.limitTo(Infinity);
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor({ timeout: 60_000 });
    await look('einsenden-erfolgreich');
    await page.getByRole('button', { name: 'Ende' }).click();
    await look('einsenden-ende');
    for (const path of ['datenschutz', 'impressum', 'gibt-es-nicht']) {
      await page.goto(`${server.url}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(path);
    }
  });

  test('the pages of the firm', async () => {
    await page.goto(`${server.url}/anmelden`);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).waitFor();
    await look('anmelden');
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
    for (const [index, customer] of demo.customers.entries()) {
      const dropoff = await openDropoff(server.url, customer.number, notes[index]);
      for (let n = 0; n <= index; n += 1) {
        await uploadWhole(server.url, dropoff.token, `Kassenblatt ${n + 1}.pdf`, someBytes(60_000 * (n + 1)));
      }
      if (index !== 3) await submit(server.url, dropoff);
    }
    await page.goto(`${server.url}/eingang`);
    await page.getByText(notes[4] ?? '').waitFor();
    await look('eingang');
    await page.getByText(notes[4] ?? '').click();
    await page.getByRole('button', { name: 'Fall schließen' }).waitFor();
    await look('einsendung');
    await page.getByRole('button', { name: 'Fall schließen' }).click();
    await page.getByRole('button', { name: 'Endgültig löschen' }).waitFor();
    await look('einsendung-schliessen');
    await page.getByRole('button', { name: 'Endgültig löschen' }).click();
    await page.getByText('Dieser Fall ist geschlossen').waitFor();
    await look('einsendung-geschlossen');
    for (const path of ['kunden', 'team', 'konto', 'einstellungen']) {
      await page.goto(`${server.url}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(300);
      await look(path);
    }
    await page.goto(`${server.url}/konto`);
    await page.getByRole('button', { name: 'Zweiten Faktor einrichten' }).click();
    await page.getByLabel('Passwort', { exact: true }).last().fill(demo.owner.password);
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByLabel('Code aus der App').waitFor();
    await look('zweiter-faktor');
  });

  test('the browser’s console stayed silent', () => {
    expect(complaints).toEqual([]);
  });

  test('the set-up page, and the page of an invitation that is over', async () => {
    await using fresh = await startServer({ args: [] });
    const link = /http\S+\/einrichten#\S+/.exec(fresh.output())?.[0] ?? '';
    const visitor = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' });
    const { page: setUp } = await openPage(visitor);
    await setUp.goto(link);
    await setUp.getByRole('heading', { level: 1 }).waitFor();
    await look('einrichten', setUp);
    await setUp.getByLabel('Name der Firma').fill('Musterhaus Software GmbH');
    await setUp.getByLabel('Ihr Name').fill('Leitung');
    await setUp.getByLabel('E-Mail-Adresse').fill('leitung@musterhaus.example');
    await setUp.getByLabel('Passwort', { exact: true }).fill('vier blaue Fahrräder im Regen');
    await setUp.getByRole('button', { name: /anlegen|einrichten/i }).click();
    await setUp.getByRole('heading', { name: 'Die Firma ist angelegt' }).waitFor();
    await look('einrichten-fertig', setUp);
    const { page: invited } = await openPage(await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' }));
    await invited.goto(`${fresh.url}/einladung#dies-ist-keine-gueltige-einladung-mehr`);
    await invited.getByText('Diese Einladung gilt nicht mehr').waitFor();
    await look('einladung-abgelaufen', invited);
  });
});

const notes = [
  'Kassenprüfung 2026, Rückfragen bitte an das Gemeindebüro',
  'Datenbank startet nach dem Update nicht mehr',
  'Belege für den Monatsabschluss',
  'Scan der Verträge',
  'Jahresabschluss mit allen Kassenblättern, wie am Telefon besprochen',
];
