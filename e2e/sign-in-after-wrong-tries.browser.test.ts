import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectAccessible, hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('the sign-in page in a real browser', { timeout: 120_000 }, () => {
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

  test('V2: after many wrong tries the owner still gets in: the browser does the work that is asked for', async () => {
    const { owner } = await server.demo();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ email: owner.email, password: 'ganz falsches Passwort' });
    for (let at = 0; at < 8; at += 1) await fetch(`${server.url}/api/session`, { method: 'POST', headers, body });

    const context = await browser.newContext({ locale: 'de-DE' });
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/anmelden`);
    await page.getByLabel('E-Mail-Adresse').fill(owner.email);
    await page.getByLabel('Passwort', { exact: true }).fill('noch ein falsches Passwort');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByText('E-Mail-Adresse oder Passwort stimmt nicht.').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Passwort', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.waitForURL('**/eingang');
    expect(complaints).toEqual([]);
  });
});
