import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Dropoff, openDropoff, postJson, signIn, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type Clamd, eicar, hasClamd, startClamd } from './testing/clamd.ts';
import { mailedLink } from './testing/mailed-link.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

const virus = 'Rechnung 4711.pdf.com';

describe.runIf(hasBrowser && hasClamd)('V11: the virus scan in the firm’s app', { timeout: 180_000 }, () => {
  let clamd: Clamd;
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let owner: { context: BrowserContext; page: Page; complaints: string[] };
  let agent: typeof owner;

  beforeAll(async () => {
    clamd = await startClamd();
    server = await startServer({ env: { CLAMD: `unix:${clamd.socket}` } });
    demo = await server.demo();
    browser = await launchBrowser();
    owner = await visit(demo.owner);
    agent = await visit(await inviteAgent());
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await clamd?.[Symbol.asyncDispose]();
  });

  async function visit(account: { email: string; password: string }): Promise<typeof owner> {
    const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    const answer = await context.request.post(`${server.url}/api/session`, { data: account });
    expect(answer.status()).toBe(200);
    return { context, ...(await openPage(context)) };
  }

  async function inviteAgent(): Promise<{ email: string; password: string }> {
    const account = { email: 'sachbearbeitung@musterhaus.example', password: 'drei rote Bagger am Deich' };
    const session = await signIn(server.url, demo.owner);
    const headers = { ...session, origin: server.url };
    await postJson(`${server.url}/api/team/invitations`, { email: account.email, role: 'agent' }, headers);
    const link = await mailedLink(server.dataDir, '/einladung');
    const token = decodeURIComponent(new URL(link).hash.slice(1));
    const accepted = await postJson(`${server.url}/api/invitations/accept`, {
      token,
      name: 'Sachbearbeitung',
      password: account.password,
    });
    expect(accepted.status).toBeLessThan(300);
    return account;
  }

  async function send(files: Record<string, Uint8Array<ArrayBuffer>>, note: string): Promise<Dropoff> {
    const dropoff = await openDropoff(server.url, demo.customers[0]?.number ?? '', note);
    for (const [name, bytes] of Object.entries(files)) await uploadWhole(server.url, dropoff.token, name, bytes);
    await submit(server.url, dropoff);
    return dropoff;
  }

  test('V11: files that wait cannot be opened; with the verdict the page goes on by itself', async () => {
    const { page } = agent;
    clamd.signal('SIGSTOP');
    const dropoff = await send({ 'Kasse.fdb': someBytes(900_000), 'Brief.pdf': someBytes(60_000) }, 'Jahresabschluss');
    await page.goto(`${server.url}/eingang`);
    await page.getByText('wartet auf Prüfung').waitFor();
    await page.goto(`${server.url}/eingang/${dropoff.id}`);
    await page.getByText('2 Dateien warten auf die Virenprüfung').waitFor();
    expect(await page.getByRole('button', { name: /Alle herunterladen/ }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Herunterladen: Kasse.fdb/ }).isDisabled()).toBe(true);
    await look(page, 'einsendung-wartet');
    const [file] = (
      (await (await agent.context.request.get(`${server.url}/api/inbox/${dropoff.id}`)).json()) as {
        files: { id: string }[];
      }
    ).files;
    const refused = await agent.context.request.get(`${server.url}/api/dropoffs/${dropoff.id}/files/${file?.id}`);
    expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([409, 'file_waiting']);

    clamd.signal('SIGCONT');
    await page.getByText('geprüft, ohne Fund').first().waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: /Alle herunterladen/ }).waitFor();
    await page.getByRole('link', { name: 'Herunterladen: Kasse.fdb' }).waitFor();
  });

  test('V11: an agent sees that something is in quarantine, and no name', async () => {
    const { page } = agent;
    const dropoff = await send({ 'Brief.pdf': someBytes(60_000), [virus]: eicar }, 'Rechnungen Oktober');
    await page.goto(`${server.url}/eingang`);
    await page.getByText('1 in Quarantäne').waitFor({ timeout: 30_000 });
    await look(page, 'eingang-quarantaene');
    await page.getByText('Rechnungen Oktober').click();
    await page.getByText('1 Datei in Quarantäne').waitFor();
    await page.getByText('geprüft, ohne Fund').waitFor();
    expect(await page.getByRole('button', { name: /Eingangsbestätigung/ }).isDisabled()).toBe(true);
    expect(await page.content()).not.toMatch(/4711|Eicar/i);
    await look(page, 'einsendung-quarantaene');
    const seen = await (await agent.context.request.get(`${server.url}/api/inbox/${dropoff.id}`)).text();
    expect(seen).not.toMatch(/4711|Eicar/i);
  });

  test('V11: the owner sees name and finding, and releases with a reason or erases, by keyboard alone', async () => {
    const { page } = owner;
    await page.goto(`${server.url}/eingang`);
    await page.getByText('Rechnungen Oktober').click();
    await page.getByText('Fund: Eicar-Test-Signature').waitFor();
    await look(page, 'einsendung-quarantaene-inhaber');

    await page.getByRole('button', { name: `Freigeben: ${virus}` }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Warum ist das unbedenklich?').fill('kurz');
    await dialog.getByRole('button', { name: 'Freigeben' }).press('Enter');
    await dialog.getByText('mindestens 10 Zeichen').last().waitFor();
    await look(page, 'quarantaene-freigeben');
    await dialog.getByLabel('Warum ist das unbedenklich?').fill('Prüfdatei des Herstellers, harmlos');
    await dialog.getByRole('button', { name: 'Freigeben' }).press('Enter');
    await page.getByText('freigegeben trotz Fund').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `Herunterladen: ${virus}` }).press('Enter');
    expect(await (await download).failure()).toBeNull();

    const second = await send({ 'Brief.pdf': someBytes(60_000), [virus]: eicar }, 'Rechnungen November');
    await page.goto(`${server.url}/eingang/${second.id}`);
    await page.getByRole('button', { name: `Löschen: ${virus}` }).press('Enter', { timeout: 30_000 });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Endgültig löschen' }).press('Enter');
    await page.getByText('in Quarantäne gelöscht').waitFor();
    await page.getByText('hat eine Datei in der Quarantäne gelöscht').waitFor();
    await page.getByRole('link', { name: 'Herunterladen: Brief.pdf' }).waitFor();
  });

  test('V11: the page of settings says how the scanner does', async () => {
    const { page } = owner;
    await page.goto(`${server.url}/einstellungen`);
    await page.getByText('Der Virenscanner arbeitet', { exact: true }).waitFor();
    await look(page, 'einstellungen-virenpruefung');
    const ready = (await (await fetch(`${server.url}/readyz`)).json()) as { ready: boolean; scanner: string };
    expect(ready).toMatchObject({ ready: true, scanner: 'working' });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('schleuse_scanner_up 1');
    expect(metrics).toContain('schleuse_files_waiting_for_scan 0');
    expect([...owner.complaints, ...agent.complaints]).toEqual([]);
  });
});

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await photograph(page, name);
}
