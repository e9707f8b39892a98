import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDropoff, signIn, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('what a sender can check alone', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let folder: string;

  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
    folder = await mkdtemp(join(tmpdir(), 'schleuse-verify-'));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function sendFiles(): Promise<{ receipt: string; files: string[]; id: string; token: string }> {
    const dropoff = await openDropoff(server.url, demo.customers[0]?.number ?? '');
    const files: string[] = [];
    for (const [name, size] of [
      ['Kasse.fdb', 3_000_000],
      ['Brief.pdf', 20_000],
    ] as const) {
      const bytes = someBytes(size);
      await uploadWhole(server.url, dropoff.token, name, bytes);
      files.push(join(folder, name));
      await writeFile(join(folder, name), bytes);
    }
    const receipt = join(folder, 'Eingangsbestaetigung.json');
    await writeFile(receipt, JSON.stringify(await submit(server.url, dropoff)));
    return { receipt, files, id: dropoff.id, token: dropoff.token };
  }

  async function readArchive(id: string): Promise<void> {
    const session = await signIn(server.url, demo.owner);
    const answer = await fetch(`${server.url}/api/dropoffs/${id}/archive.zip`, { headers: session });
    await answer.arrayBuffer();
  }

  test('X1: the receipt and the files are checked in the browser, nothing is sent, a changed file is named', async () => {
    const { receipt, files } = await sendFiles();
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/pruefen`);
    await page.waitForLoadState('networkidle');
    const requests: string[] = [];
    page.on('request', (request) => void requests.push(request.url()));
    // Not even a line is needed from here on.
    await context.setOffline(true);
    await choose(page, [receipt]);
    await page.getByText('Die Bestätigung ist echt').waitFor();
    await expectFacts(page);
    await choose(page, files);
    await page.getByText('Die Bestätigung ist echt, und alle Dateien sind gleich').waitFor();

    await writeFile(files[1] ?? '', someBytes(20_000));
    await choose(page, [files[1] ?? '']);
    await page.getByText('Nicht alle Dateien stimmen überein').waitFor();
    const changed = page.getByRole('listitem').filter({ hasText: 'Brief.pdf' });
    expect(await changed.innerText()).toMatch(/anderer Inhalt, gleiche Größe[^]*anders/);
    expect(await page.getByRole('listitem').filter({ hasText: 'Kasse.fdb' }).innerText()).toMatch(/gleich$/);
    await context.setOffline(false);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('X1: a receipt that was changed after the signature is called so', async () => {
    const { receipt } = await sendFiles();
    const forged = join(folder, 'anders.json');
    await writeFile(forged, (await readFile(receipt, 'utf8')).replace('Brief.pdf', 'Belege.pdf'));
    const { page } = await openPage(context);
    await page.goto(`${server.url}/pruefen`);
    await choose(page, [forged]);
    await page.getByText('Diese Bestätigung ist nicht echt').waitFor();
    const facts = page.getByRole('region', { name: 'Was geprüft wurde' });
    expect(await facts.innerText()).toContain('Die Bestätigung wurde nach der Unterschrift verändert');
    await page.close();
  });

  test('G2: an erasure certificate is checked the same way, also against the receipt', async () => {
    const { receipt, id, token } = await sendFiles();
    const session = await signIn(server.url, demo.owner);
    const closing = { method: 'POST', headers: { ...session, 'content-type': 'application/json' }, body: '{}' };
    await fetch(`${server.url}/api/dropoffs/${id}/close`, closing);
    const bearer = { authorization: `Bearer ${token}` };
    const get = async (): Promise<Response> =>
      await fetch(`${server.url}/api/dropoffs/${id}/erasure.json`, { headers: bearer });
    await expect.poll(async () => (await get()).status, { timeout: 20_000 }).toBe(200);
    const certificate = join(folder, 'Loeschprotokoll.json');
    await writeFile(certificate, await (await get()).text());
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/pruefen`);
    await page.waitForLoadState('networkidle');
    await choose(page, [certificate]);
    await page.getByText('Das Löschprotokoll ist echt').waitFor();
    const facts = page.getByRole('region', { name: 'Was geprüft wurde' });
    expect(await facts.innerText()).toMatch(/Steht als Eintrag \d+[^]*Der Schlüssel ist vernichtet/);
    await choose(page, [receipt]);
    await page.getByText('Alle 2 Dateien der Bestätigung stehen darin.').waitFor();
    await expectAccessible(page);

    const forged = join(folder, 'anders.json');
    await writeFile(
      forged,
      (await readFile(certificate, 'utf8')).replace('"destroyed":true', '"destroyed":true,"note":"x"'),
    );
    await page.reload();
    await choose(page, [forged]);
    await page.getByText('Dieses Löschprotokoll ist nicht echt').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('X1: the sender sees who opened the files, by an address whose secret is never sent in it', async () => {
    const { id, token } = await sendFiles();
    await readArchive(id);
    const { page, complaints } = await openPage(context);
    const addresses: string[] = [];
    page.on('request', (request) => void addresses.push(request.url()));
    await page.goto(`${server.url}/zugriffe#${id}.${token}`);
    await page.getByText('alle Dateien heruntergeladen').waitFor();
    await page.getByText('Auf Ihre Dateien wurde einmal zugegriffen').waitFor();
    await expectAccessible(page);
    expect(addresses.filter((address) => new URL(address).pathname.includes(token))).toEqual([]);
    await page.goto(`${server.url}/zugriffe#${id}.${'x'.repeat(43)}`);
    await page.getByText('Zu dieser Adresse gibt es keine Einsendung').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('X2: the protocol says who did what, is filtered and taken out', async () => {
    await readArchive((await sendFiles()).id);
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
    const { page, complaints } = await openPage(context);
    await page.goto(`${server.url}/protokoll`);
    await page.getByText('alle Dateien als ZIP heruntergeladen').first().waitFor();
    expect(await page.getByText('Der Kunde hat die Einsendung begonnen').count()).toBeGreaterThan(0);
    await expectAccessible(page);
    await page.getByLabel('Art').selectOption('archive-read');
    await page.getByText('Der Kunde hat die Einsendung begonnen').first().waitFor({ state: 'detached' });
    await page.waitForURL(/art=archive-read/);
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Als CSV speichern' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^Protokoll-.*\.csv$/);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

async function choose(page: Page, paths: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Dateien auswählen' }).click();
  await (await chooser).setFiles(paths);
}

async function expectFacts(page: Page): Promise<void> {
  const facts = page.getByRole('region', { name: 'Was geprüft wurde' });
  await facts.waitFor();
  const text = await facts.innerText();
  expect(text).toMatch(/Stimmt\. Unterschrieben mit dem Schlüssel, den .+ auf diesem Server veröffentlicht/);
  expect(text).toMatch(/Steht als Eintrag \d+ im fortlaufenden Protokoll/);
  expect(text).toContain('Das Protokoll ist das, das dieser Server veröffentlicht.');
}
