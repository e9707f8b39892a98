import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type RunningServer, startServer } from './testing/start-server.ts';

/** A mark of 96 by 32 pixels, as a firm's logo may be: drawn here, so that no image has to lie about. */
const drawLogo = `(() => {
  const canvas = new OffscreenCanvas(96, 32);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#b0104a';
  pen.beginPath();
  pen.arc(16, 16, 14, 0, 7);
  pen.fill();
  pen.fillRect(38, 4, 54, 10);
  pen.fillRect(38, 18, 36, 10);
  return canvas.convertToBlob().then((blob) => blob.arrayBuffer()).then((bytes) => [...new Uint8Array(bytes)]);
})()`;

describe.runIf(hasBrowser)('a firm’s own colour and logo in a real browser', { timeout: 120_000 }, () => {
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

  test('an owner sets them, sees them at once, and so does the sender; text stays readable in any colour', async () => {
    const { owner } = await server.demo();
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' });
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/anmelden`);
    await page.getByLabel('E-Mail-Adresse').fill(owner.email);
    await page.getByLabel('Passwort', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.waitForURL('**/eingang');
    await page.goto(`${server.url}/einstellungen`);

    const buffer = Buffer.from((await page.evaluate(drawLogo)) as number[]);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Logo auswählen' }).click();
    await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
    await page.getByText('Das Logo ist gespeichert.').waitFor();
    const wrong = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Anderes Logo auswählen' }).click();
    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    await (await wrong).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: script });
    await page.getByText('Das ist kein Bild in PNG, JPEG oder WebP').waitFor();

    await page.getByLabel('Farbe', { exact: true }).fill('rot');
    await page.getByRole('button', { name: 'Farbe speichern' }).click();
    await page.getByText('Geben Sie die Farbe als # und sechs Ziffern').first().waitFor();
    await page.getByLabel('Farbe', { exact: true }).fill('#b0104a');
    await page.getByRole('button', { name: 'Farbe speichern' }).click();
    await page.getByText('Die Farbe ist gespeichert.').waitFor();
    await expectAccessible(page);
    await photograph(page, 'einstellungen-aussehen');

    for (const accent of ['#ffe600', '#101010', '#b0104a']) {
      await page.goto(`${server.url}/einstellungen`);
      await page.getByLabel('Farbe', { exact: true }).fill(accent);
      await page.getByRole('button', { name: 'Farbe speichern' }).click();
      await page.getByText('Die Farbe ist gespeichert.').waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const contrast of ['no-preference', 'more'] as const) {
          await page.emulateMedia({ colorScheme, contrast });
          await page.goto(`${server.url}/einsenden`);
          await page.getByLabel('Kundennummer').waitFor();
          await expectAccessible(page);
        }
      }
      await page.emulateMedia({ colorScheme: null, contrast: null });
    }
    await photograph(page, 'einsenden-eigenes-aussehen');
    const mark = await page.evaluate(
      `getComputedStyle(document.querySelector('header div div'), '::before').backgroundImage`,
    );
    expect(mark).toContain('/api/firm/logo?firm=');
    expect(complaints).toEqual([]);
  });
});
