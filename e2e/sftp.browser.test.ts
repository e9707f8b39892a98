import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { hasSftp, sftp } from './testing/sftp.ts';
import { type Demo, findFreePort, type RunningServer, startServer } from './testing/start-server.ts';

const run = promisify(execFile);

describe.runIf(hasBrowser && hasSftp)('S7: keys and rules for SFTP, in a real browser', { timeout: 120_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schleuse-e2e-sftp-'));
    server = await startServer({ env: { SFTP_PORT: String(await findFreePort()) } });
    demo = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    ({ page, complaints } = await openPage(context));
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
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

  test('a key is added from its file, by keyboard, and opens at once; removed, it does not', async () => {
    const keyFile = join(folder, 'key');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'Rechner im Büro', '-f', keyFile]);
    await page.goto(`${server.url}/konto`);
    await page.getByRole('button', { name: 'Schlüssel hinzufügen' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Öffentlicher Schlüssel').fill(await readFile(`${keyFile}.pub`, 'utf8'));
    await look('sftp-schluessel-hinzufuegen');
    await dialog.getByLabel('Öffentlicher Schlüssel').fill('');
    await dialog.getByRole('button', { name: 'Schlüssel hinzufügen' }).press('Enter');
    await dialog.getByText('Fügen Sie den öffentlichen Schlüssel ein.').first().waitFor();
    await dialog.getByLabel('Öffentlicher Schlüssel').fill(await readFile(keyFile, 'utf8'));
    await dialog.getByLabel('Ihr Passwort').fill(demo.owner.password);
    await page.keyboard.press('Enter');
    await dialog.getByText('Das ist der private Schlüssel.').first().waitFor();
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Aus Datei lesen' }).press('Enter');
    await (await chooser).setFiles(`${keyFile}.pub`);
    await dialog.getByLabel('Öffentlicher Schlüssel').and(page.locator('textarea')).waitFor();
    await expect.poll(() => dialog.getByLabel('Öffentlicher Schlüssel').inputValue()).toContain('ssh-ed25519');
    await dialog.getByLabel('Ihr Passwort').press('Enter');
    await page.getByText('Der Schlüssel ist hinzugefügt.').waitFor();
    await look('konto-sftp');

    if (!demo.sftp) throw new Error('the demo has no SFTP');
    const access = { ...demo.sftp, keyFile };
    expect(await page.getByText('SHA256:').first().textContent()).toBeTruthy();
    expect(await sftp(access, folder, ['ls'])).toContain('eingang');
    await page.getByRole('button', { name: 'Schlüssel entfernen: Rechner im Büro' }).press('Enter');
    await dialog.getByRole('button', { name: 'Entfernen' }).press('Enter');
    await page.getByText('Der Schlüssel ist entfernt.').waitFor();
    await expect(sftp(access, folder, ['ls'])).rejects.toThrow('Permission denied');
    expect(complaints).toEqual([]);
  });

  test('an owner allows networks and hours', async () => {
    await page.goto(`${server.url}/einstellungen`);
    const networks = page.getByLabel('Erlaubte Netze');
    await networks.fill('büro');
    await page.getByRole('button', { name: 'SFTP-Einstellungen speichern' }).press('Enter');
    await page.getByText('„büro“ ist kein Netz.').first().waitFor();
    await networks.fill('203.0.113.0/24\n2001:db8::/32');
    await page.getByRole('button', { name: 'Zeitraum hinzufügen' }).press('Enter');
    await page.getByRole('group', { name: 'Zeitraum 1' }).getByLabel('Samstag').press('Space');
    await page.getByLabel('Fälle über SFTP schließen').press('Space');
    await page.getByRole('button', { name: 'SFTP-Einstellungen speichern' }).press('Enter');
    await page.getByText('Gespeichert.').waitFor();
    await look('einstellungen-sftp');
    await page.reload();
    expect(await page.getByLabel('Erlaubte Netze').inputValue()).toBe('203.0.113.0/24\n2001:db8::/32');
    const group = page.getByRole('group', { name: 'Zeitraum 1' });
    expect(await group.getByLabel('Samstag').isChecked()).toBe(true);
    expect(await group.getByLabel('Sonntag').isChecked()).toBe(false);
    if (!demo.sftp) throw new Error('the demo has no SFTP');
    await expect(sftp(demo.sftp, folder, ['ls'])).rejects.toThrow('Permission denied');
    await page.goto(`${server.url}/protokoll`);
    await page.getByText('Eine Anmeldung über SFTP wurde abgelehnt: nicht aus diesem Netz erlaubt').first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('in English', async () => {
    await using english = await browser.newContext({ locale: 'en-GB', storageState: await context.storageState() });
    const { page: other } = await openPage(english);
    await other.goto(`${server.url}/konto`);
    await other.getByRole('heading', { name: 'Picking up over SFTP' }).waitFor();
    expect(await other.getByText("The server's fingerprint").count()).toBe(1);
  });
});
