import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startAccounts, type TestAccounts } from '../accounts/testing/start-accounts.ts';
import { createLooks, type Looks } from './looks.ts';

let world: TestAccounts;
let looks: Looks;
beforeAll(async () => {
  world = await startAccounts();
  looks = createLooks(world);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A PNG of two by one pixels. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGNgYGD4//8/AAYBAv4CsjmuAAAAAElFTkSuQmCC',
  'base64',
);

test('an owner sets colour and logo; the style sheet has both, readable, and the log says what was changed', async () => {
  const { owner, firmId } = await world.newFirm();
  expect(await looks.themeOf(firmId)).toBe('');
  await looks.changeAccent(owner, ' #FFE600 ');
  const look = await looks.changeLogo(owner, png);
  expect(look).toMatchObject({ accent: '#ffe600', logo: { mediaType: 'image/png', width: 2, height: 1 } });
  const theme = await looks.themeOf(firmId);
  expect(theme).not.toContain('--accent: #ffe600;\n    --accent-hover: #bfad00');
  expect(theme).toContain(`url('/api/firm/logo?firm=${firmId}&v=`);
  expect(theme).toContain('--brand-logo-ratio: 2.0000');
  expect(await looks.logoOf(firmId)).toEqual({ bytes: png, mediaType: 'image/png' });
  const { rows } = await world.database.asOwner(
    `select details from events where kind = 'settings-changed' and firm_id = '${firmId}' order by id`,
  );
  expect(rows).toEqual([{ details: { settings: ['accent'] } }, { details: { settings: ['logo'] } }]);
  await looks.changeAccent(owner, '');
  await looks.removeLogo(owner);
  expect(await looks.themeOf(firmId)).toBe('');
  await expect(looks.logoOf(firmId)).rejects.toMatchObject({ code: 'not_found' });
});

test('agents and other firms cannot touch it', async () => {
  const { owner, firmId } = await world.newFirm();
  const { actor: agent } = await world.newMember(owner);
  const foreign = await world.newFirm();
  await expect(looks.changeAccent(agent, '#000000')).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(looks.changeLogo(agent, png)).rejects.toMatchObject({ code: 'not_allowed' });
  await looks.changeAccent(foreign.owner, '#123456');
  expect(await looks.themeOf(firmId)).toBe('');
});

describe('threat: a logo or colour that is something else', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="9" height="9"/>');
  const wide = Buffer.from(png);
  wide.writeUInt32BE(5_000, 16);
  const huge = Buffer.from(png);
  huge.writeUInt32BE(100_000, 16);
  huge.writeUInt32BE(100_000, 20);

  test.each<[string, Uint8Array, string]>([
    ['a script as SVG', svg, 'logo_unreadable'],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'logo_unreadable'],
    ['nothing', Buffer.alloc(0), 'logo_unreadable'],
    ['half a PNG', png.subarray(0, 18), 'logo_unreadable'],
    ['a picture of 10 gigapixels', huge, 'logo_unreadable'],
    ['a line', wide, 'logo_wrong_shape'],
    ['too many bytes', Buffer.concat([png, Buffer.alloc(256 * 1024)]), 'logo_too_large'],
  ])('%s is refused', async (_, image, code) => {
    const { owner } = await world.newFirm();
    await expect(looks.changeLogo(owner, image)).rejects.toMatchObject({ code });
  });

  test.each(['red', '#fff', '#12345g', '#123456;}body{display:none', 'url(https://evil.example)'])(
    'the colour %j is refused',
    async (accent) => {
      const { owner } = await world.newFirm();
      await expect(looks.changeAccent(owner, accent)).rejects.toMatchObject({ code: 'setting_invalid' });
    },
  );
});
