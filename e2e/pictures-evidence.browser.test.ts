import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Dropoff, openDropoff, signIn, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type RunningServer, startServer } from './testing/start-server.ts';

/** The pages that prove something, in three widths, light and dark. */
describe.runIf(hasBrowser)('every page of evidence', { timeout: 180_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let folder: string;
  let dropoff: Dropoff;

  beforeAll(async () => {
    server = await startServer();
    const { owner, customers } = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    ({ page, complaints } = await openPage(context));
    folder = await mkdtemp(join(tmpdir(), 'schleuse-pictures-'));
    dropoff = await openDropoff(server.url, customers[0]?.number ?? '', 'Kassenprüfung 2026');
    for (const name of ['Kassenbuch 2026.fdb', 'Anschreiben an die Prüfungsstelle.pdf', 'Belege-Oktober.zip']) {
      const bytes = someBytes(184_320);
      await uploadWhole(server.url, dropoff.token, name, bytes);
      await writeFile(join(folder, name), bytes);
    }
    await writeFile(join(folder, 'Eingangsbestaetigung.json'), JSON.stringify(await submit(server.url, dropoff)));
    const session = await signIn(server.url, owner);
    for (const door of [`inbox/${dropoff.id}`, `dropoffs/${dropoff.id}/archive.zip`]) {
      await (await fetch(`${server.url}/api/${door}`, { headers: session })).arrayBuffer();
    }
    await context.request.post(`${server.url}/api/session`, { data: owner });
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

  async function choose(...names: string[]): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Dateien auswählen' }).click();
    await (await chooser).setFiles(names.map((name) => join(folder, name)));
  }

  test('X1: checking a receipt', async () => {
    await page.goto(`${server.url}/pruefen`);
    await page.getByRole('button', { name: 'Dateien auswählen' }).waitFor();
    await look('pruefen');
    await choose('Eingangsbestaetigung.json', 'Kassenbuch 2026.fdb', 'Anschreiben an die Prüfungsstelle.pdf');
    await page.getByText('Die Bestätigung ist echt; es fehlen noch Dateien').waitFor();
    await choose('Belege-Oktober.zip');
    await page.getByText('Die Bestätigung ist echt, und alle Dateien sind gleich').waitFor();
    await look('pruefen-echt');
    await writeFile(join(folder, 'Belege-Oktober.zip'), someBytes(1000));
    await choose('Belege-Oktober.zip');
    await page.getByText('Nicht alle Dateien stimmen überein').waitFor();
    await look('pruefen-anders');
    expect(complaints).toEqual([]);
  });

  test('X1, X2: who had access, and the firm’s protocol', async () => {
    await page.goto(`${server.url}/zugriffe#${dropoff.id}.${dropoff.token}`);
    await page.getByText('alle Dateien heruntergeladen').waitFor();
    await look('zugriffe');
    await page.goto(`${server.url}/protokoll`);
    await page.getByText('alle Dateien als ZIP heruntergeladen').first().waitFor();
    await look('protokoll');
    expect(complaints).toEqual([]);
  });
});
