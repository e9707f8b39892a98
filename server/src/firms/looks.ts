import { assertMay } from '../access/may.ts';
import type { StaffActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { recordSettingsChanged } from '../evidence/firm-events.ts';
import { parseColour } from './accent-colours.ts';
import { findLogo, findLook, type Look, storeAccent, storeLogo } from './looks.queries.ts';
import { readLogo } from './read-logo.ts';
import { writeTheme } from './write-theme.ts';

export type Looks = {
  getLook(actor: StaffActor): Promise<Look>;
  /** `accent` is `#rrggbb`, or empty for the product's own. @throws InvalidInput `setting_invalid` */
  changeAccent(actor: StaffActor, accent: string): Promise<Look>;
  /** @throws what readLogo throws */
  changeLogo(actor: StaffActor, image: Uint8Array): Promise<Look>;
  removeLogo(actor: StaffActor): Promise<Look>;
  /** The firm's style sheet; the product's own look (an empty one) without a firm. */
  themeOf(firmId: string | undefined): Promise<string>;
  /** @throws NotFound */
  logoOf(firmId: string): Promise<{ bytes: Buffer; mediaType: string }>;
};

/** A firm's colour and logo on its pages. */
export function createLooks({ database }: { database: Database }): Looks {
  async function change(
    actor: StaffActor,
    setting: 'accent' | 'logo',
    store: (tx: Parameters<typeof findLook>[0]) => Promise<void>,
  ): Promise<Look> {
    return await database.inFirm(actor.firmId, async (tx) => {
      await store(tx);
      await recordSettingsChanged(tx, actor, [setting]);
      return await findLook(tx, actor.firmId);
    });
  }

  return {
    async getLook(actor) {
      assertMay(actor, 'read', { kind: 'settings', firmId: actor.firmId });
      return await database.inFirm(actor.firmId, (tx) => findLook(tx, actor.firmId));
    },
    async changeAccent(actor, typed) {
      mayChange(actor);
      const accent = typed.trim().toLowerCase();
      if (accent !== '' && !parseColour(accent)) {
        throw new InvalidInput('setting_invalid', 'The colour must look like #0a5875.', { setting: 'accent' });
      }
      return await change(actor, 'accent', (tx) => storeAccent(tx, actor.firmId, accent));
    },
    async changeLogo(actor, image) {
      mayChange(actor);
      const logo = readLogo(image);
      return await change(actor, 'logo', (tx) => storeLogo(tx, actor.firmId, logo));
    },
    async removeLogo(actor) {
      mayChange(actor);
      return await change(actor, 'logo', (tx) => storeLogo(tx, actor.firmId, undefined));
    },
    async themeOf(firmId) {
      if (firmId === undefined) return '';
      return writeTheme(firmId, await database.inFirm(firmId, (tx) => findLook(tx, firmId)));
    },
    async logoOf(firmId) {
      const logo = await database.inFirm(firmId, (tx) => findLogo(tx, firmId));
      if (!logo) throw new NotFound();
      return logo;
    },
  };
}

function mayChange(actor: StaffActor): void {
  assertMay(actor, 'change', { kind: 'settings', firmId: actor.firmId });
}
