import { readFile } from 'node:fs/promises';

import { generate } from 'otplib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Dropoff, openDropoff, sha256, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { mailedLink } from './testing/mailed-link.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('the firm’s app in a real browser', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
    ({ page, complaints } = await openPage(context));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  async function goSignedIn(path: string): Promise<void> {
    const answer = await context.request.post(`${server.url}/api/session`, { data: demo.owner });
    expect(answer.status()).toBe(200);
    await page.goto(`${server.url}${path}`);
  }

  test('D5, D6: a drop-off appears live, is downloaded whole, and closing the case erases it', async () => {
    await page.goto(`${server.url}/eingang`);
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('E-Mail-Adresse').fill(demo.owner.email);
    await page.getByLabel('Passwort', { exact: true }).fill('ganz sicher falsch');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByText('E-Mail-Adresse oder Passwort stimmt nicht').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Passwort', { exact: true }).fill(demo.owner.password);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByRole('heading', { name: 'Eingang' }).waitFor();
    await page.getByText('Noch keine Einsendungen').waitFor();
    await expectAccessible(page);

    const database = someBytes(2_500_000);
    const dropoff = await sendTwoFiles(server.url, demo, database);
    await page.getByText('Jahresabschluss 2026').waitFor();
    await page.getByText('Ev. Kirchengemeinde Dortmund-Nord').waitFor();
    await expectAccessible(page);

    await page.getByText('Jahresabschluss 2026').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/eingang/${dropoff.id}`);
    await page.getByText(sha256(database).slice(0, 8)).first().waitFor();
    await expectAccessible(page);
    const one = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Herunterladen: Kasse.fdb' }).click();
    expect(sha256(await readFile(await (await one).path()))).toBe(sha256(database));
    const all = page.waitForEvent('download');
    await page.getByRole('link', { name: /Alle herunterladen/ }).click();
    expect((await readFile(await (await all).path())).includes(Buffer.from(database.subarray(1000, 2000)))).toBe(true);

    await page.getByRole('button', { name: 'Fall schließen' }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.getByText(/endgültig gelöscht/).waitFor();
    await expectAccessible(page);
    // By accident is hard: Escape leaves everything as it is.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Fall schließen' }).click();
    await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
    await page.getByText('Dieser Fall ist geschlossen').waitFor();
    await expectAccessible(page);
    expect(await page.getByText('Jahresabschluss 2026').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('the inbox by keyboard alone', async () => {
    await sendTwoFiles(server.url, demo, someBytes(1000));
    await goSignedIn('/eingang');
    await page.getByText('Jahresabschluss 2026').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/eingang\/[0-9a-f-]{36}/);
    await page.goBack();
    await page.getByText('Jahresabschluss 2026').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gibtesnicht');
    await page.getByText('Nichts gefunden').waitFor();
    await page.getByRole('link', { name: 'Suche aufheben' }).click();
    await page.getByText('Jahresabschluss 2026').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('D1: customers are found, added and taken over from a list with a preview of its errors', async () => {
    await goSignedIn('/kunden');
    await page.getByText('Tischlerei am Markt GmbH').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'CSV importieren' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'CSV-Datei auswählen' }).click();
    const csv =
      'Kundennummer;Name\n20001;Kleingartenverein Süd e. V.\n10023;Ev. Kirchengemeinde Dortmund-Nordost\n;ohne Nummer\n';
    await (await chooser).setFiles({ name: 'kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('1 Zeile wird nicht übernommen').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /2 Kunden übernehmen/ }).click();
    await page.getByText('Übernommen: 1 neuer Kunde, 1 geänderter').waitFor();
    await page.getByLabel('Kunden suchen').fill('Kleingarten');
    await page.getByText('Kleingartenverein Süd e. V.').waitFor();
    await page.getByText('Tischlerei am Markt GmbH').waitFor({ state: 'detached' });
    expect(await page.getByText('Ev. Kirchengemeinde').count()).toBe(0);
  });

  test('an invited agent joins, sets up a second factor because the owner requires it, and signs in with it', async () => {
    await goSignedIn('/team');
    await page.getByLabel('E-Mail-Adresse').fill('support@musterhaus.example');
    await page.getByRole('button', { name: 'Einladung senden' }).click();
    await page.getByText('support@musterhaus.example').first().waitFor();
    await expectAccessible(page);
    const link = await mailedLink(server.dataDir, '/einladung');
    await page.goto(`${server.url}/einstellungen`);
    await page.getByText('Zweiten Faktor für alle verlangen').click();
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.getByText('Gespeichert').first().waitFor();
    await expectAccessible(page);

    const agentContext = await browser.newContext({ locale: 'de-DE' });
    const { page: agent } = await openPage(agentContext);
    await agent.goto(link);
    await agent.getByLabel('Ihr Name').fill('Support');
    await agent.getByLabel('Passwort').fill('sieben grüne Kanus im Hafen');
    await expectAccessible(agent);
    await agent.getByRole('button', { name: 'Konto anlegen und anmelden' }).click();
    await agent.getByRole('heading', { name: 'Zweiten Faktor einrichten' }).waitFor();
    const uri = await agent.getByRole('link', { name: 'In einer App auf diesem Gerät öffnen' }).getAttribute('href');
    const secret = new URL(uri ?? '').searchParams.get('secret') ?? '';
    await agent.getByLabel('Code aus der App').fill(await generate({ secret }));
    await expectAccessible(agent);
    await agent.getByRole('button', { name: 'Code bestätigen' }).click();
    await agent.getByText('Ihre Wiederherstellungscodes').first().waitFor();
    const recoveryCode = /[0-9a-z]{4}(-[0-9a-z]{4}){3}/.exec((await agent.textContent('body')) ?? '')?.[0] ?? '';
    await agent.getByText('Ich habe die Codes sicher abgelegt').click();
    await agent.getByRole('button', { name: 'Fertig' }).click();
    await agent.getByRole('heading', { name: 'Eingang' }).waitFor();

    await agent.getByRole('button', { name: 'Abmelden' }).click();
    await agent.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await agent.getByLabel('E-Mail-Adresse').fill('support@musterhaus.example');
    await agent.getByLabel('Passwort', { exact: true }).fill('sieben grüne Kanus im Hafen');
    await agent.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await agent.getByRole('button', { name: /Wiederherstellungscode verwenden/ }).click();
    await agent.getByLabel('Wiederherstellungscode').fill(recoveryCode);
    await agent.getByRole('button', { name: 'Bestätigen' }).click();
    await agent.getByRole('heading', { name: 'Eingang' }).waitFor();
    // An agent sees neither team nor settings.
    expect(await agent.getByRole('link', { name: 'Einstellungen' }).count()).toBe(0);
    await agentContext.close();
  });
});

async function sendTwoFiles(url: string, demo: Demo, database: Uint8Array<ArrayBuffer>): Promise<Dropoff> {
  const dropoff = await openDropoff(
    url,
    demo.customers[0]?.number ?? '',
    'Jahresabschluss 2026\nBitte bis Freitag prüfen.',
  );
  await uploadWhole(url, dropoff.token, 'Kasse.fdb', database);
  await uploadWhole(url, dropoff.token, 'Anschreiben.pdf', someBytes(20_000));
  await submit(url, dropoff);
  return dropoff;
}
