import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inbox, type Receipt, sha256, signIn, someBytes } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { type CuttableLine, layLine } from './testing/cuttable-line.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('the drop-off page in a real browser', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let folder: string;
  let line: CuttableLine;

  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'schleuse-files-'));
    line = await layLine(new URL(server.url));
  });
  afterAll(async () => {
    await browser?.close();
    await line?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test('D1, D2, D3, D4: number, files, a cut line, a reload, the same files again, the receipt; the firm has the same bytes', async () => {
    const database = someBytes(24_000_000);
    const letter = someBytes(20_000);
    const paths = [join(folder, 'Kasse 2026.fdb'), join(folder, 'Anschreiben.pdf')];
    await writeFile(paths[0] ?? '', database);
    await writeFile(paths[1] ?? '', letter);
    const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
    const { page, complaints } = await openPage(context);

    await page.goto(`${line.url}/einsenden`);
    await expectAccessible(page);
    await page.getByLabel('Kundennummer').fill('99999');
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await page.getByText('Diese Kundennummer kennen wir nicht').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Kundennummer').fill(demo.customers[0]?.number ?? '');
    await page.getByLabel('Nachricht').fill('Datenbank für die Prüfung');
    await page.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await page.getByText('Ev. Kirchengem').waitFor();
    expect(await page.textContent('body')).not.toContain('Kirchengemeinde Dortmund-Nord');

    await choose(page, paths);
    await page.getByRole('button', { name: /2 Dateien übermitteln, 22,9 MB/ }).waitFor();
    await expectAccessible(page);
    line.limitTo(3_000_000);
    await page.getByRole('button', { name: /2 Dateien übermitteln/ }).click();
    await page.getByRole('heading', { name: 'Übermittlung läuft' }).waitFor();
    await page.getByText('Noch ist nichts zugestellt').waitFor();
    await expectAccessible(page);

    // The line is cut in the middle, and mended: it goes on by itself.
    line.cutAfter(6_000_000);
    const interrupted = page
      .getByRole('paragraph')
      .filter({ hasText: 'Verbindung unterbrochen, wir versuchen es weiter' });
    await interrupted.waitFor({ timeout: 30_000 });
    line.mend();
    await interrupted.waitFor({ state: 'detached', timeout: 30_000 });

    // The page is reloaded: it finds the transfer again and asks for the same files.
    await page.waitForTimeout(1500);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByRole('heading', { name: 'Angefangene Übermittlung fortsetzen' }).waitFor();
    await expectAccessible(page);
    const sentBefore = line.bytesUp();
    line.limitTo(Infinity);
    await choose(page, [paths[0] ?? '']);
    await page.getByRole('button', { name: /Übermittlung fortsetzen/ }).click();
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    // Only what was missing was sent again.
    expect(line.bytesUp() - sentBefore).toBeLessThan(database.length - 4_000_000);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /JSON/ }).click();
    const receipt = JSON.parse(await readDownload(await saved)) as Receipt;
    expect(receipt.files.toSorted((a, b) => a.size - b.size)).toEqual([
      { name: 'Anschreiben.pdf', size: letter.length, sha256: sha256(letter) },
      { name: 'Kasse 2026.fdb', size: database.length, sha256: sha256(database) },
    ]);
    const pdf = page.waitForEvent('download');
    await page.getByRole('button', { name: /PDF/ }).click();
    expect((await readDownload(await pdf)).startsWith('%PDF-')).toBe(true);

    // The page stays until it is dismissed, over a reload too.
    await page.reload();
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor();
    await page.getByRole('button', { name: 'Ende' }).click();
    await page.getByRole('heading', { name: 'Sie können dieses Fenster jetzt schließen' }).waitFor();
    expect(complaints).toEqual([]);
    expect((await context.cookies()).length, 'G6: no cookie before it is needed').toBe(0);
    await context.close();

    const session = await signIn(server.url, demo.owner);
    const item = (await inbox(server.url, session)).find((i) => i.id === receipt.id);
    const file = item?.files.find((f) => f.size === database.length);
    const bytes = await fetch(`${server.url}/api/dropoffs/${receipt.id}/files/${file?.id}`, { headers: session });
    expect(sha256(new Uint8Array(await bytes.arrayBuffer()))).toBe(sha256(database));
  });

  test('the whole drop-off by keyboard alone', async () => {
    const path = join(folder, 'brief.txt');
    await writeFile(path, 'Guten Tag');
    const context = await browser.newContext({ locale: 'de-DE' });
    const { page } = await openPage(context);
    await page.goto(`${server.url}/einsenden`);
    await tabTo(page, (name) => name.startsWith('Kundennummer'));
    await page.keyboard.type(demo.customers[1]?.number ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dateien auswählen' }).waitFor();
    expect(await focusedName(page)).toMatch(/Dateien auswählen/);
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, (name) => name === 'Dateien auswählen');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(path);
    await page.getByRole('button', { name: /1 Datei übermitteln/ }).waitFor();
    await tabTo(page, (name) => /1 Datei übermitteln/.test(name));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor();
    expect(await focusedName(page)).toMatch(/Übermittlung erfolgreich/);
    await tabTo(page, (name) => name === 'Ende');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sie können dieses Fenster jetzt schließen' }).waitFor();
    await context.close();
  });

  test('D1: in English by the browser’s language', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const { page } = await openPage(context);
    await page.goto(`${server.url}/einsenden?kunde=${demo.customers[0]?.number}`);
    await page.getByLabel('Customer number').waitFor();
    expect(await page.getByLabel('Customer number').inputValue(), 'D7: the number a link brought').toBe(
      demo.customers[0]?.number,
    );
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await context.close();
  });

  test('no page contacts a third party (G6)', async () => {
    const context = await browser.newContext();
    const { page } = await openPage(context);
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    for (const path of ['/einsenden', '/anmelden', '/datenschutz', '/impressum']) {
      await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
    }
    expect([...hosts]).toEqual([new URL(server.url).host]);
    await context.close();
  });
});

async function choose(page: Page, paths: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Dateien auswählen' }).click();
  await (await chooser).setFiles(paths);
}

async function readDownload(download: { path(): Promise<string> }): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(await download.path(), 'latin1').then((text) =>
    text.startsWith('%PDF') ? text : Buffer.from(text, 'latin1').toString('utf8'),
  );
}

/** Presses Tab until something of that name has the focus, as a person with a keyboard does. */
async function tabTo(page: Page, wanted: (name: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (wanted(await focusedName(page))) return;
  }
  throw new Error(`not reached by keyboard; the focus is on "${await focusedName(page)}"`);
}

async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  });
}
