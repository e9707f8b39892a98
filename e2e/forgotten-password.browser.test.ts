import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { mailedLink } from './testing/mailed-link.ts';
import { type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('a forgotten password in a real browser', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  test('V2: the owner forgot the password, gets a link by mail, chooses a new one by keyboard and signs in', async () => {
    const { owner } = await server.demo();
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' });
    const { page, complaints } = await openPage(context);
    const look = async (name: string) => {
      await expectAccessible(page);
      await photograph(page, name);
    };
    await page.goto(`${server.url}/anmelden`);
    await page.getByRole('link', { name: 'Passwort vergessen?' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Passwort vergessen' }).waitFor();
    await page.getByRole('button', { name: 'Link schicken' }).click();
    await page.getByText('Geben Sie Ihre E-Mail-Adresse ein.').first().waitFor();
    await page.getByLabel('E-Mail-Adresse').fill(owner.email);
    await look('passwort-vergessen');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sehen Sie in Ihr Postfach' }).waitFor();
    await look('passwort-vergessen-geschickt');

    const link = await mailedLink(server.dataDir, '/passwort');
    await page.goto(link);
    await page.getByLabel('Neues Passwort').fill('kurz');
    await page.keyboard.press('Enter');
    await page.getByText('Das Passwort braucht mindestens 12 Zeichen.').first().waitFor();
    await look('passwort-neu');
    await page.getByLabel('Neues Passwort').fill('acht stille Dampfer im Nebel');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ihr neues Passwort gilt' }).waitFor();
    await look('passwort-neu-fertig');

    const { page: second } = await openPage(context);
    await second.goto(link);
    await second.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
    await expectAccessible(second);

    await page.getByRole('link', { name: 'Zur Anmeldung' }).click();
    await page.getByLabel('E-Mail-Adresse').fill(owner.email);
    await page.getByLabel('Passwort', { exact: true }).fill('acht stille Dampfer im Nebel');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/eingang');
    expect(complaints).toEqual([]);
  });
});
