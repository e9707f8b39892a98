import { createPrivateKey, sign } from 'node:crypto';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDropoff, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage, photograph } from './testing/browser.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

describe.runIf(hasBrowser)('drop-offs that were arranged, in a real browser', { timeout: 180_000 }, () => {
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let staff: BrowserContext;
  let page: Page;
  let complaints: string[];
  let sender: Page;

  beforeAll(async () => {
    server = await startServer();
    demo = await server.demo();
    browser = await launchBrowser();
    const settings = { locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' } as const;
    staff = await browser.newContext(settings);
    ({ page, complaints } = await openPage(staff));
    await staff.request.post(`${server.url}/api/session`, { data: demo.owner });
    ({ page: sender } = await openPage(await browser.newContext(settings)));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  async function look(name: string, at: Page = page): Promise<void> {
    await expectAccessible(at);
    await photograph(at, name);
  }

  let link = '';

  test('D8: a request by keyboard alone: errors, the link shown once, then the list', async () => {
    await page.goto(`${server.url}/anfragen`);
    await page.getByText('Zurzeit ist keine Anfrage offen').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Anfrage erstellen' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Worum bitten Sie?').waitFor();
    await look('anfrage-erstellen');
    await dialog.getByRole('button', { name: 'Anfrage erstellen' }).press('Enter');
    await dialog.getByRole('link', { name: 'Geben Sie an, worum Sie bitten.' }).press('Enter');
    await page.keyboard.type('Kassenbuch und Belege für Oktober');
    await dialog.getByLabel('Kundennummer').fill('99999');
    await page.keyboard.press('Enter');
    await dialog.getByText('Diese Kundennummer gibt es nicht.').first().waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Kundennummer').fill(demo.customers[0]?.number ?? '');
    await page.keyboard.press('Enter');
    await dialog.getByText('Der Link zu Ihrer Anfrage').waitFor();
    link = (await dialog.locator('code').textContent()) ?? '';
    expect(link).toMatch(/\/einsenden#anfrage=[\w-]{43}$/);
    await look('anfrage-link');
    await dialog.getByRole('button', { name: 'Fertig' }).press('Enter');
    await page.getByRole('row', { name: /Kassenbuch und Belege.+0 von 1.+noch nichts/ }).waitFor();
  });

  test('D8: the link says who asks for what, has the number filled in, and what came stands with the request', async () => {
    await sender.goto(link);
    await sender.getByText(/Leitung \(.+\) bittet Sie um Dateien/).waitFor();
    await sender.getByText('Kassenbuch und Belege für Oktober').waitFor();
    expect(await sender.getByLabel('Kundennummer').inputValue()).toBe(demo.customers[0]?.number);
    await look('einsenden-anfrage', sender);
    await sender.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await sendFile(sender);
    await page.reload();
    await page.getByRole('row', { name: /Kassenbuch und Belege.+1 von 1/ }).waitFor();
    await look('anfragen');
    await page.getByRole('link', { name: new RegExp(`^${demo.customers[0]?.number}, `) }).click();
    await page.getByRole('button', { name: 'Fall schließen' }).waitFor();
    await page.getByText('Kassenbuch und Belege für Oktober').waitFor();
    await expectAccessible(page);
  });

  test('D8: used up, revoked or cut off, the link says so and asks for nothing', async () => {
    const visitor = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    await visitor.goto(link);
    await visitor.getByText('schon so oft geantwortet').waitFor();
    expect(await visitor.getByLabel('Kundennummer').count()).toBe(0);
    await look('einsenden-anfrage-beendet', visitor);
    await visitor.goto('about:blank');
    await visitor.goto(link.slice(0, -5));
    await visitor.getByText('Der Link ist nicht vollständig').waitFor();
    await page.goto(`${server.url}/anfragen`);
    await page.getByRole('button', { name: /^Anfrage zurückziehen/ }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Zurückziehen' }).press('Enter');
    await page.getByText('Die Anfrage ist zurückgezogen.').waitFor();
    await page.getByText('Auch beendete zeigen').click();
    await page.getByRole('row', { name: /zurückgezogen am/ }).waitFor();
    await visitor.goto('about:blank');
    await visitor.goto(link);
    await visitor.getByText('abgelaufen oder wurde zurückgezogen').waitFor();
  });

  test('D7: a link with a case: shown to the sender, in the inbox and on its page', async () => {
    const number = demo.customers[1]?.number ?? '';
    await sender.goto(`${server.url}/einsenden?kunde=${number}&fall=${encodeURIComponent('Ticket 4711/ü')}`);
    await sender.getByText('Fall: Ticket 4711/ü').waitFor();
    expect(await sender.getByLabel('Kundennummer').inputValue()).toBe(number);
    await expectAccessible(sender);
    await sender.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await sendFile(sender);
    await page.goto(`${server.url}/eingang?suche=4711`);
    await page.getByText('Fall Ticket 4711/ü').click();
    await page.getByRole('button', { name: 'Fall schließen' }).waitFor();
    await page.getByText('Ticket 4711/ü').first().waitFor();
    await expectAccessible(page);
  });

  test('D7: an owner makes a key, and only what it signed is taken where the firm wants it so', async () => {
    await page.goto(`${server.url}/einstellungen`);
    await page.getByRole('button', { name: 'Schlüssel erzeugen' }).click();
    const dialog = page.getByRole('dialog');
    const pem = (await dialog.getByText('BEGIN PRIVATE KEY').textContent()) ?? '';
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Ich habe ihn abgelegt' }).click();
    await page.getByText('Öffentlicher Teil:').waitFor();
    await page.getByLabel('Nur mit Anfrage').check();
    await page.getByLabel('Fallnummern nur aus signierten Links').check();
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.getByText('Gespeichert').first().waitFor();

    await sender.goto(`${server.url}/einsenden`);
    await sender.getByRole('heading', { name: /nimmt nur Dateien an, um die sie gebeten hat/ }).waitFor();
    await look('einsenden-nur-mit-anfrage', sender);
    const { id: firm } = (await (await fetch(`${server.url}/api/firm`)).json()) as { id: string };
    const number = demo.customers[2]?.number ?? '';
    const until = String(Math.floor(Date.now() / 1000) + 3600);
    const text = ['schleuse-link-v1', firm, number, 'A 17', until].join('\n');
    const sig = sign(null, Buffer.from(text), createPrivateKey(pem)).toString('base64url');
    const signed = new URLSearchParams({ kunde: number, fall: 'A 17', bis: until, sig });
    await sender.goto(`${server.url}/einsenden?kunde=${number}&fall=A+17`);
    await sender.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    await sender.getByText('nur Links mit gültiger Unterschrift').waitFor();
    await expectAccessible(sender);
    await sender.goto(`${server.url}/einsenden?${signed}`);
    await sender.getByText('Fall: A 17').waitFor();
    await sender.getByRole('button', { name: 'Weiter zu den Dateien' }).click();
    expect(await sender.getByRole('link', { name: 'Vereinbarung (AVV) anfordern' }).getAttribute('href')).toMatch(
      /^\/zugriffe#[0-9a-f-]{36}\./,
    );
    // The firm’s other pages for sending hold to it too.
    const visitor = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    await visitor.goto(`${server.url}/einsenden/support`);
    await visitor.getByRole('heading', { name: /nimmt nur Dateien an, um die sie gebeten hat/ }).waitFor();
    await visitor.goto(`${server.url}/einsenden/support?${signed}`);
    await visitor.getByText('Fall: A 17').waitFor();
    await expectAccessible(visitor);
    await sendFile(sender);
  });

  test('D9: a sender asks for an agreement, staff see it and enter it', async () => {
    const customer = demo.customers[3];
    const off = { requireRequest: false, requireSignedLinks: false };
    const changed = await staff.request.patch(`${server.url}/api/settings`, {
      data: off,
      headers: { origin: server.url },
    });
    expect(changed.status()).toBe(200);
    const dropoff = await openDropoff(server.url, customer?.number ?? '', 'Belege');
    await uploadWhole(server.url, dropoff.token, 'Beleg.pdf', someBytes(1000));
    await submit(server.url, dropoff);
    await sender.goto(`${server.url}/zugriffe#${dropoff.id}.${dropoff.token}`);
    await sender.getByRole('button', { name: 'Vereinbarung (AVV) anfordern' }).click();
    await sender.getByText('Sie ist angefordert.').waitFor();
    await look('zugriffe-avv', sender);

    await page.goto(`${server.url}/eingang/${dropoff.id}`);
    await page.getByText('angefordert', { exact: true }).waitFor();
    await page.getByText('Der Kunde hat um eine Vereinbarung zur Auftragsverarbeitung (AVV) gebeten.').waitFor();
    await page.getByRole('link', { name: 'zum Kunden' }).click();
    await page.getByRole('row', { name: /angefordert am/ }).waitFor();
    await page.getByRole('button', { name: `AVV mit ${customer?.name} eintragen` }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Eine Vereinbarung ist in Kraft').click();
    await dialog.getByRole('button', { name: 'Speichern' }).press('Enter');
    await dialog.getByText('Geben Sie den Tag an').first().waitFor();
    await dialog.getByLabel('Geschlossen am').fill('2026-01-02');
    await dialog.getByLabel('Wo das Dokument liegt').fill('Ordner AVV, Blatt 12');
    await look('kunde-avv');
    await dialog.getByRole('button', { name: 'Speichern' }).press('Enter');
    await page.getByRole('row', { name: /in Kraft seit 02\.01\.2026/ }).waitFor();
    await page.goBack();
    await page.getByText('in Kraft', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });
});

async function sendFile(at: Page): Promise<void> {
  const chooser = at.waitForEvent('filechooser');
  await at.getByRole('button', { name: 'Dateien auswählen' }).click();
  const file = { name: 'Kassenbuch.pdf', mimeType: 'application/pdf', buffer: Buffer.from(someBytes(20_000)) };
  await (await chooser).setFiles([file]);
  await at.getByRole('button', { name: /1 Datei übermitteln/ }).click();
  await at.getByRole('heading', { name: 'Übermittlung erfolgreich' }).waitFor();
}
