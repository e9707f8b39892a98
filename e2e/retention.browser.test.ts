import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Dropoff, openDropoff, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { inviteAgent } from './testing/invited-agent.ts';
import { shiftedClock } from './testing/shifted-clock.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

const day = 86_400_000;

describe.runIf(hasBrowser)('what is erased when, in a real browser', { timeout: 180_000 }, () => {
  let folder: string;
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schleuse-retention-'));
    server = await startServer({ dataDir: join(folder, 'data') });
    demo = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    ({ page, complaints } = await openPage(context));
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function look(name: string): Promise<void> {
    await expectAccessible(page);
    await photograph(page, name);
  }

  async function send(index: number, note: string): Promise<Dropoff> {
    const dropoff = await openDropoff(server.url, demo.customers[index]?.number ?? '', note);
    await uploadWhole(server.url, dropoff.token, 'Kassenbuch 2026.fdb', someBytes(60_000 * (index + 1)));
    await submit(server.url, dropoff);
    return dropoff;
  }

  const inRow = (name: RegExp) => page.getByRole('row', { name });

  test('G1: a hold placed and lifted by keyboard on a drop-off’s page keeps its case from being closed', async () => {
    const dropoff = await send(0, 'Kassenprüfung');
    await page.goto(`${server.url}/eingang/${dropoff.id}`);
    await page.getByRole('button', { name: 'Aufbewahrung anordnen' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Grund').waitFor();
    await look('aufbewahrung-anordnen');
    await dialog.getByRole('button', { name: 'Aufbewahrung anordnen' }).press('Enter');
    await dialog.getByRole('link', { name: 'Geben Sie den Grund an.' }).press('Enter');
    expect(await dialog.getByLabel('Grund').evaluate((field) => field === document.activeElement)).toBe(true);
    await expectAccessible(page);
    await page.keyboard.type('Beweissicherung, Az. 4 C 12/26');
    await dialog.getByLabel('Bis').fill(dayIn(30));
    await page.keyboard.press('Enter');
    await page
      .getByText(/^Aufbewahrung angeordnet bis \d/)
      .first()
      .waitFor();
    await page.getByText('Grund: Beweissicherung, Az. 4 C 12/26').waitFor();
    await page.getByText(/hat die Aufbewahrung dieser Einsendung angeordnet bis/).waitFor();
    expect(await page.getByRole('button', { name: 'Aufbewahrung anordnen' }).count()).toBe(0);
    await look('einsendung-aufbewahrt');

    await page.getByRole('button', { name: 'Fall schließen' }).press('Enter');
    await dialog.getByRole('button', { name: 'Endgültig löschen' }).press('Enter');
    await dialog.getByText(/ist bis .+ die Aufbewahrung angeordnet\. Erst danach kann der Fall/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Aufheben' }).press('Enter');
    await dialog.getByText(/sofort endgültig gelöscht/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Aufheben' }).press('Enter');
    await page.getByRole('button', { name: 'Aufbewahrung anordnen' }).waitFor();
    await page.getByText(/hat die Aufbewahrung dieser Einsendung aufgehoben/).waitFor();
  });

  test('G2: a closed case says what was destroyed when, and gives the erasure certificate', async () => {
    const dropoff = await send(1, 'Jahresabschluss');
    await page.goto(`${server.url}/eingang/${dropoff.id}`);
    await page.getByRole('button', { name: 'Fall schließen' }).click();
    await page.getByRole('button', { name: 'Endgültig löschen' }).click();
    await page.getByText(/^Vernichtet am .+: der Schlüssel und 1 Datei/).waitFor();
    const saved = async (name: string): Promise<Buffer> => {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      return readFile(await (await download).path());
    };
    expect((await saved('Löschprotokoll (PDF)')).subarray(0, 5).toString()).toBe('%PDF-');
    const certificate = JSON.parse((await saved('Löschprotokoll mit Nachweis (JSON)')).toString());
    expect(certificate).toMatchObject({ format: 'schleuse-erasure-v1', id: dropoff.id, cause: { reason: 'closed' } });
    await look('einsendung-vernichtet');
  });

  test('G1: the page shows rules, what goes next and what stays, holds and runs; the owner changes what there is', async () => {
    await send(2, 'Belege');
    await page.goto(`${server.url}/eingang`);
    await page.getByRole('link', { name: 'Löschung' }).click();
    await page.getByRole('heading', { name: 'Löschung', level: 1 }).waitFor();
    await page.getByText('Es wird nichts gelöscht.').waitFor();
    await inRow(/Übermittelte Einsendungen höchstens 14 Tage dem Eingang/).waitFor();
    await inRow(/Nachweise.+mindestens 3 Jahre dem Ende des Jahres/).waitFor();
    await page.getByText('Zurzeit ist keine Aufbewahrung angeordnet.').waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Aufbewahrung anordnen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kundennummer').fill('99999');
    await dialog.getByLabel('Grund').fill('Auskunft verlangt');
    await dialog.getByRole('button', { name: 'Aufbewahrung anordnen' }).click();
    await dialog.getByText('Diese Kundennummer gibt es nicht.').first().waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Kundennummer').fill(demo.customers[0]?.number ?? '');
    await dialog.getByRole('button', { name: 'Aufbewahrung anordnen' }).click();
    await page.getByText('Die Aufbewahrung ist angeordnet.').waitFor();
    await page.getByLabel('Zeitraum').selectOption({ label: 'In den nächsten 14 Tagen' });
    await inRow(new RegExp(`${demo.customers[0]?.number}.+bleibt Aufbewahrung angeordnet`)).waitFor();
    await inRow(new RegExp(`${demo.customers[2]?.number}.+14 Tage nach dem Eingang wird gelöscht`)).waitFor();

    await page.getByRole('button', { name: /^Einsendung von .+ aufbewahren$/ }).click();
    await dialog.getByLabel('Grund').fill('Rückfrage offen');
    await dialog.getByLabel('Bis').fill(dayIn(20));
    await dialog.getByRole('button', { name: 'Aufbewahrung anordnen' }).click();
    await inRow(/Rückfrage offen/).waitFor();
    await page.getByRole('button', { name: 'Jetzt prüfen und löschen' }).click();
    await page.getByText('Der Löschlauf ist beendet.').waitFor();
    await look('loeschung');
    await page.getByRole('button', { name: /^Aufheben: Alles von Kunde/ }).click();
    await dialog.getByRole('button', { name: 'Aufheben' }).click();
    await page.getByText('Die Aufbewahrung ist aufgehoben.').waitFor();
    await inRow(/Auskunft verlangt/).waitFor({ state: 'detached' });
    await page.getByText('Auch beendete zeigen').click();
    await inRow(/Auskunft verlangt aufgehoben am/).waitFor();
    expect(complaints).toEqual([]);
  });

  test('G1: an agent sees all of it and can change nothing', async () => {
    const agent = await inviteAgent(server);
    const agents = await browser.newContext({ locale: 'de-DE' });
    await agents.request.post(`${server.url}/api/session`, { data: agent });
    const { page: own } = await openPage(agents);
    await own.goto(`${server.url}/loeschung`);
    await own.getByRole('row', { name: /Rückfrage offen/ }).waitFor();
    await own.getByText('Letzter Lauf:').waitFor();
    await expectAccessible(own);
    for (const name of ['Aufbewahrung anordnen', /Aufheben/, 'Jetzt prüfen und löschen']) {
      expect(await own.getByRole('button', { name }).count()).toBe(0);
    }
    await agents.close();
  });

  test('G1: after the clock jumped nothing goes until an owner says that it is right', async () => {
    await server.stop();
    server = await startServer({ dataDir: join(folder, 'data'), env: await shiftedClock(folder, 21 * day) });
    await context.clearCookies();
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
    await page.goto(`${server.url}/loeschung`);
    await page.getByText('Der Löschlauf ist angehalten, weil die Uhr gesprungen ist').waitFor();
    await inRow(/nichts gelöscht: Die Uhr war gesprungen/)
      .first()
      .waitFor();
    await page.getByText(/Einsendungen werden gelöscht/).waitFor();
    await look('loeschung-uhr');
    await page.getByRole('button', { name: 'Die Uhr des Servers geht richtig' }).press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/sofort endgültig gelöscht/)
      .waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Bestätigen und löschen' }).press('Enter');
    await page.getByText('Der Löschlauf ist angehalten').waitFor({ state: 'detached' });
    await inRow(/Löschungen begonnen \(\d+ nach Fristablauf/).waitFor();
    await page.goto(`${server.url}/protokoll`);
    await page.getByText('hat bestätigt, dass die Uhr richtig geht').waitFor();
    await page.getByText('Ein Löschlauf hat nichts gelöscht, weil die Uhr gesprungen war.').waitFor();
  });
});

/** As a date field takes it. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * day).toISOString().slice(0, 10);
}
