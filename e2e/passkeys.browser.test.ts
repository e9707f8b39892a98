import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('passkeys in a real browser', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  test('V2: a passkey is added on the account page, signs in alone, and comes after the password', async () => {
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' });
    const { page, complaints } = await openPage(context);
    const device = await context.newCDPSession(page);
    await addDevice(device);
    const look = async (name: string) => {
      await expectAccessible(page);
      await photograph(page, name);
    };
    await page.goto(`${server.url}/anmelden`);
    await enterPassword(page, demo);
    await page.waitForURL('**/eingang');

    await page.goto(`${server.url}/konto`);
    await page.getByRole('button', { name: 'Passkey hinzufügen' }).click();
    await page.getByLabel('Name des Passkeys').fill('Notebook im Büro');
    await page.getByRole('dialog').getByLabel('Passwort', { exact: true }).fill('ganz falsches Passwort');
    await page.keyboard.press('Enter');
    await page.getByText('Das Passwort stimmt nicht.').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByLabel('Passwort', { exact: true }).fill(demo.owner.password);
    await page.keyboard.press('Enter');
    // The first second factor of an account brings its recovery codes.
    await page.getByText('Ihre Wiederherstellungscodes').first().waitFor();
    await page.getByText('Ich habe die Codes sicher abgelegt').click();
    await page.getByRole('button', { name: 'Fertig' }).click();
    await page.getByRole('rowheader', { name: 'Notebook im Büro' }).waitFor();
    await look('konto-passkeys');

    await signOut(page);
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await page.waitForURL('**/eingang');

    await signOut(page);
    await enterPassword(page, demo);
    await page.getByRole('heading', { name: 'Passkey verwenden' }).waitFor();
    await look('anmelden-passkey');
    await page.getByRole('button', { name: 'Passkey verwenden' }).click();
    await page.waitForURL('**/eingang');

    // A device that does not say yes: nothing happens, and the page says how to go on.
    await signOut(page);
    await device.send('WebAuthn.disable');
    await addDevice(device, { isUserVerified: false });
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await page.getByText('Der Vorgang wurde abgebrochen.').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
});

async function addDevice(session: CDPSession, options: { isUserVerified?: boolean } = {}): Promise<void> {
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  });
}

async function enterPassword(page: Page, { owner }: Demo): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(owner.email);
  await page.getByLabel('Passwort', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
}
