import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createUpload, openDropoff, someBytes, submit, uploadWhole } from './testing/api.ts';
import { expectAccessible, hasBrowser, launchBrowser, openPage } from './testing/browser.ts';
import { shiftedClock } from './testing/shifted-clock.ts';
import { type Demo, type RunningServer, startServer } from './testing/start-server.ts';

const longName = 'Evangelischer Kirchenkreis Dortmund, Kreiskirchenamt';

describe.runIf(hasBrowser)('the inbox in a real browser', { timeout: 120_000 }, () => {
  let folder: string;
  let server: RunningServer;
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schleuse-inbox-'));
    // What comes in stands there two hours later for everybody else.
    server = await startServer({ dataDir: join(folder, 'data'), env: await shiftedClock(folder, -2 * 3_600_000) });
    demo = await server.demo();
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
    ({ page } = await openPage(context));
    await context.request.post(`${server.url}/api/session`, { data: demo.owner });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test('D5: a drop-off nothing comes for any more is said to stand still, not to be arriving', async () => {
    const dropoff = await openDropoff(server.url, demo.customers[0]?.number ?? '', 'Kassenprüfung');
    await createUpload(server.url, dropoff.token, { name: 'Kasse.fdb', size: 2000 }, someBytes(1000));
    await page.goto(`${server.url}/eingang`);
    await page.getByText(/^seit (heute|gestern), \d\d:\d\d Uhr keine neuen Daten$/).waitFor();
    expect(await page.getByText('kommt gerade an').count()).toBe(0);
    await expectAccessible(page);
    await page.getByText('Kassenprüfung').click();
    await page.getByText(/^Seit (heute|gestern), \d\d:\d\d Uhr keine neuen Daten$/).waitFor();
    await page.getByText('der Kunde kann auf derselben Seite weitermachen').waitFor();
    await expectAccessible(page);
  });

  test('D5: with letters twice as large, and at every width, names are whole and nothing scrolls sideways', async () => {
    const customer = { number: '30001', name: longName };
    await context.request.post(`${server.url}/api/customers`, { data: customer, headers: { origin: server.url } });
    const dropoff = await openDropoff(server.url, customer.number, 'Jahresabschluss');
    await uploadWhole(server.url, dropoff.token, 'Bericht.pdf', someBytes(1000));
    await submit(server.url, dropoff);
    await page.goto(`${server.url}/eingang`);
    // A window of 1280 px at 200 % is one of 640; the others lie where the list changes its form.
    for (const width of [360, 640, 720, 960, 1024, 1100, 1180, 1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const name = page.getByTitle(longName);
      await name.waitFor();
      const cut = await name.evaluate((element) => {
        const frame = element.closest('a > span') ?? element;
        return [element, frame].some((each) => each.scrollHeight > each.clientHeight + 2 && each.clientHeight > 0);
      });
      expect(cut, `the name is cut at ${width} px`).toBe(false);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `scrolls sideways at ${width} px`).toBe(0);
    }
  });
});
