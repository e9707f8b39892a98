import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDropoff, someBytes, submit, uploadWhole } from './testing/api.ts';
import { hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('what a screen reader is told', { timeout: 90_000 }, () => {
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

  test('D1: the whole drop-off: steps, fields with their errors, files, what is said, the end', async () => {
    const context = await browser.newContext({ locale: 'de-DE' });
    const { page } = await openPage(context);
    await page.goto(`${server.url}/einsenden`);
    await page.getByRole('heading', { name: 'Dateien einsenden' }).waitFor();
    await expect
      .poll(() => namesInOrder(page))
      .toEqual([
        'link "Zum Inhalt springen"',
        'banner',
        'main',
        'navigation "Schritte"',
        'list',
        'heading "Dateien einsenden" [level=1]',
        'textbox "Kundennummer"',
        'textbox "Nachricht (freiwillig)"',
        'button "Weiter zu den Dateien"',
        'status',
        'contentinfo',
        'link "Bestätigung prüfen"',
        'link "Datenschutz"',
        'link "Impressum"',
        'button "English"',
      ]);
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).press('Enter');
    await page.getByRole('alert').getByRole('link', { name: 'Geben Sie Ihre Kundennummer ein.' }).press('Enter');
    const field = page.getByRole('textbox', { name: 'Kundennummer' });
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await described(page)).toContain('Geben Sie Ihre Kundennummer ein.');

    await field.fill(demo.customers[0]?.number ?? '');
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Dateien auswählen', level: 1 }).waitFor();
    await expect.poll(() => focused(page)).toBe('Dateien auswählen');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Dateien auswählen' }).press('Enter');
    await (
      await chooser
    ).setFiles([
      { name: 'Brief.txt', mimeType: 'text/plain', buffer: Buffer.from('Guten Tag') },
      { name: 'Liste.txt', mimeType: 'text/plain', buffer: Buffer.from('1 2 3') },
    ]);
    await page.getByRole('status').getByText('2 Dateien hinzugefügt').waitFor();
    await page.getByRole('button', { name: 'Liste.txt entfernen' }).press('Enter');
    await page.getByRole('status').getByText('Liste.txt entfernt').waitFor();
    await expect.poll(() => focused(page)).toBe('Brief.txt entfernen');
    await page.getByRole('button', { name: /1 Datei übermitteln/ }).press('Enter');
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor();
    await expect.poll(() => focused(page)).toBe('Übermittlung erfolgreich');
    await expect
      .poll(async () => (await namesInOrder(page)).slice(2, 10))
      .toEqual([
        'main',
        'heading "Übermittlung erfolgreich" [level=1]',
        'heading "Eingangsbestätigung" [level=2]',
        'button "Als PDF speichern"',
        'button "Maschinenlesbar (JSON) speichern"',
        'link "Wer öffnete meine Dateien?"',
        'heading "Zugestellte Dateien" [level=2]',
        'list "Zugestellte Dateien"',
      ]);
    await context.close();
  });

  test('D5: an agent’s day: sign-in, inbox, a drop-off, the question before erasure', async () => {
    const dropoff = await openDropoff(server.url, demo.customers[1]?.number ?? '', 'Kassenbuch');
    await uploadWhole(server.url, dropoff.token, 'Kasse.fdb', someBytes(1000));
    await submit(server.url, dropoff);
    const context = await browser.newContext({ locale: 'de-DE' });
    const { page } = await openPage(context);
    await page.goto(`${server.url}/eingang`);
    await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(demo.owner.email);
    await page.getByRole('textbox', { name: 'Passwort' }).fill(demo.owner.password);
    await page.keyboard.press('Enter');
    const row = page
      .getByRole('list', { name: 'Einsendungen' })
      .getByRole('link', { name: /Kassenbuch.*neu.*gelöscht/ });
    await row.waitFor();
    await expect.poll(() => focused(page)).toBe('Eingang');
    expect((await namesInOrder(page)).slice(0, 21)).toEqual([
      'link "Zum Inhalt springen"',
      'banner',
      'navigation "Hauptmenü"',
      'link "Eingang"',
      'link "Anfragen"',
      'link "Kunden"',
      'link "Nachrichten"',
      'link "Protokoll"',
      'link "Löschung"',
      'link "Team"',
      'link "Profile"',
      'link "Einstellungen"',
      'link "Konto von Leitung"',
      'button "Abmelden"',
      'main',
      'status',
      'heading "Eingang" [level=1]',
      'button "Tastenkürzel"',
      'searchbox "Suchen"',
      'navigation "Welche Einsendungen"',
      'link "Offen"',
    ]);
    await row.press('Enter');
    const close = page.getByRole('button', { name: 'Fall schließen' });
    await close.waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await close.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).not.toBe('Endgültig löschen');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('Fall schließen');
    await context.close();
  });
});

/** Roles and names as they are read, without running text and list items. */
async function namesInOrder(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  const wanted =
    /^\s*- ((?:link|banner|main|navigation|list|heading|textbox|searchbox|button|status|contentinfo)\b[^:]*)/;
  return tree.split('\n').flatMap((line) => wanted.exec(line)?.[1]?.trim() ?? []);
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  });
}

/** What is read after the name of the field that has the focus. */
async function described(page: Page): Promise<string> {
  return page.evaluate(() => {
    const ids = document.activeElement?.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
  });
}
