import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Dropoff, openDropoff, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type RunningServer, startServer } from './testing/start-server.ts';

/** The contact form and what the staff see of it: in three widths, light and dark, and by keyboard alone. */
describe.runIf(hasBrowser)('messages and passwords', { timeout: 180_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let dropoff: Dropoff;

  beforeAll(async () => {
    server = await startServer();
    const { owner, customers } = await server.demo();
    dropoff = await openDropoff(server.url, customers[0]?.number ?? '', 'Support-Archiv');
    await uploadWhole(server.url, dropoff.token, 'support.zip', new Uint8Array([1, 2, 3]));
    await submit(server.url, dropoff);
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    ({ page, complaints } = await openPage(context));
    await context.request.post(`${server.url}/api/session`, { data: owner });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  async function look(name: string): Promise<void> {
    await expectAccessible(page);
    await photograph(page, name);
  }

  test('S5, S9: a message, sent by keyboard alone after the browser has done its work', async () => {
    await page.goto(`${server.url}/kontakt`);
    await page.getByLabel('Was möchten Sie senden?').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('68b666ab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Schreiben Sie eine Nachricht.' }).waitFor();
    await look('kontakt-fehler');
    await page.getByLabel('Nachricht', { exact: true }).focus();
    await page.keyboard.type('Können Sie mich bitte zur Einsendung von heute zurückrufen?');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ev. Kirchengemeinde Dortmund-Nord');
    await page.keyboard.press('Tab');
    await page.keyboard.type('0231 5550123');
    await look('kontakt');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Gesendet' }).waitFor({ timeout: 60_000 });
    await look('kontakt-gesendet');
    expect(complaints.filter((complaint) => !/428/.test(complaint))).toEqual([]);
  });

  test('S5: a password belongs to its drop-off, is asked about before it is shown, and is shown once', async () => {
    await page.goto(`${server.url}/kontakt?zweck=passwort&vorgang=${dropoff.id}`);
    await page.getByLabel('Passwort', { exact: true }).fill('Korb-Esel-47 ');
    await look('kontakt-passwort');
    await page.getByRole('button', { name: 'Senden' }).click();
    await page.getByText('Das Passwort liegt versiegelt bei der Firma').waitFor({ timeout: 60_000 });

    await page.goto(`${server.url}/nachrichten`);
    await page.getByRole('link', { name: `Fall ${dropoff.id.slice(0, 8)}` }).waitFor();
    await look('nachrichten');
    await page.getByRole('button', { name: /^Passwort vom .* anzeigen$/ }).click();
    await page.getByRole('dialog', { name: 'Passwort jetzt anzeigen?' }).waitFor();
    await look('nachrichten-anzeigen');
    await page.getByRole('button', { name: 'Anzeigen und löschen' }).click();
    await page.getByRole('dialog', { name: 'Das Passwort' }).getByText('Korb-Esel-47').waitFor();
    await look('nachrichten-passwort');
    await page.getByRole('button', { name: 'Schließen' }).click();
    await page.getByText(/^angezeigt: .*; seitdem gelöscht$/).waitFor();
    expect(await page.getByRole('button', { name: /^Passwort vom/ }).count()).toBe(0);

    await page.getByRole('button', { name: /^Nachricht vom .* lesen$/ }).click();
    await page.getByText('Antwort an: 0231 5550123').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(/^gelesen von/).waitFor();
    await page.getByRole('button', { name: /^Erledigt: Nachricht vom/ }).click();
    await page.getByRole('button', { name: 'Löschen', exact: true }).click();
    await page.getByText('erledigt, gelöscht').waitFor();
    // Which case it was about is still there to be seen.
    expect(await page.getByRole('link', { name: `Fall ${dropoff.id.slice(0, 8)}` }).count()).toBe(1);
    await look('nachrichten-erledigt');
    expect(complaints.filter((complaint) => !/428/.test(complaint))).toEqual([]);
  });

  test('S5: the form in English', async () => {
    const english = await browser.newContext({ locale: 'en-GB' });
    const { page: other } = await openPage(english);
    await other.goto(`${server.url}/kontakt`);
    await other.getByRole('heading', { name: 'Message to the firm' }).waitFor();
    await expectAccessible(other);
    await english.close();
  });
});
