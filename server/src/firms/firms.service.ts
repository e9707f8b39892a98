import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import type { Actor, StaffActor } from '../actor.ts';
import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { recordFirmCreated, recordSettingsChanged } from '../evidence/firm-events.ts';
import { recordLinkKeyMade } from '../evidence/request-events.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { isPlainLine } from '../plain-text.ts';
import { newLinkKey } from '../requests/link-signature.ts';
import { checkExample, checkSettings } from './check-settings.ts';
import {
  type Firm,
  type FirmSettings,
  findFirm,
  insertFirm,
  listFirmIds,
  lockSetUp,
  setLinkKey,
  updateFirm,
} from './firms.queries.ts';

export type { Firm, FirmSettings, PublicFirm } from './firms.queries.ts';

/** The first owner of a firm, made by accounts/ in the same transaction. */
export type FirstOwner = { name: string; email: string; password: string };
export type OwnerMaker = {
  /** Checks password and address and hashes; outside any transaction because hashing takes a moment. */
  prepareOwner(owner: FirstOwner, firmName: string): Promise<(tx: FirmTransaction, firmId: string) => Promise<string>>;
};

export type FirmsDeps = {
  database: Database;
  keys: { createFirmKeys(firmId: string): Promise<{ receiptPublicKey: Uint8Array }> };
  owners: OwnerMaker;
  clock?: () => Date;
};

export type Firms = {
  /** Makes a firm with its keys and its first owner in one go. `onlyFirst` refuses (NotFound) when any firm exists. */
  createFirm(
    firm: { name: string; owner: FirstOwner },
    options?: { onlyFirst?: boolean },
  ): Promise<{ firmId: string; ownerId: string }>;
  /** True until the first firm exists. */
  setupNeeded(): Promise<boolean>;
  /** Every firm's id, oldest first: for jobs that go through all firms. */
  listFirmIds(): Promise<string[]>;
  /** The firm of a house with one only; undefined with none or several. */
  onlyFirmId(): Promise<string | undefined>;
  /**
   * The firm a public page belongs to: the one named, or the only one.
   * @throws NotFound `setup_needed` before set-up, `firm_required` when there are several and none was named
   */
  resolvePublicFirm(firmId?: string): Promise<Firm>;
  /** Fresh within a transaction; by id alone at most `cacheSeconds` old. @throws NotFound */
  getFirm(where: string): Promise<Firm>;
  getFirm(where: FirmTransaction, firmId: string): Promise<Firm>;
  getSettings(actor: Actor): Promise<FirmSettings>;
  changeSettings(actor: StaffActor, patch: Partial<FirmSettings>): Promise<FirmSettings>;
  linkKey(actor: StaffActor): Promise<LinkKey>;
  /** Links signed with the key before are refused from now on. */
  newLinkKey(actor: StaffActor): Promise<LinkKey & { privateKeyPem: string }>;
};

/** The key that checks the signatures of links (requests/link-signature.ts); null before there is one. */
export type LinkKey = { publicKey: Uint8Array | null; madeAt: Date | null };

/** How old a firm read by id alone may be. Changes made by this process are seen at once. */
export const cacheSeconds = 5;

export function createFirms(deps: FirmsDeps): Firms {
  const clock = deps.clock ?? (() => new Date());
  const cache = new Map<string, { firm: Firm; until: number }>();

  async function getFirm(where: string | FirmTransaction, id?: string): Promise<Firm> {
    if (typeof where !== 'string') return readFirm(where, id ?? '');
    const now = performance.now();
    const known = cache.get(where);
    if (known && known.until > now) return known.firm;
    if (!isId(where)) throw new NotFound();
    const firm = await deps.database.inFirm(where, (tx) => readFirm(tx, where));
    if (cache.size > 1000) cache.clear();
    cache.set(where, { firm, until: now + cacheSeconds * 1000 });
    return firm;
  }

  return {
    async createFirm(firm, options = {}) {
      const name = firm.name.trim();
      if (name.length < 1 || name.length > 200 || !isPlainLine(name)) {
        throw new InvalidInput('name_invalid', 'Give the firm a name.');
      }
      const insertOwner = await deps.owners.prepareOwner(firm.owner, name);
      const firmId = randomUUID();
      // Keys first: a firm row without keys would be broken, keys without a row are only litter.
      const { receiptPublicKey } = await deps.keys.createFirmKeys(firmId);
      const ownerId = await deps.database.inFirm(firmId, async (tx) => {
        await lockSetUp(tx);
        if (options.onlyFirst && (await listFirmIds(tx)).length > 0) throw new NotFound();
        await insertFirm(tx, { id: firmId, name, receiptPublicKey, createdAt: clock() });
        const id = await insertOwner(tx, firmId);
        await recordFirmCreated(tx, firmId, id);
        return id;
      });
      return { firmId, ownerId };
    },

    async setupNeeded() {
      return (await deps.database.outsideFirm(listFirmIds)).length === 0;
    },

    async onlyFirmId() {
      const [first, second] = await deps.database.outsideFirm(listFirmIds);
      return second === undefined ? first : undefined;
    },
    listFirmIds() {
      return deps.database.outsideFirm(listFirmIds);
    },

    async resolvePublicFirm(firmId) {
      if (firmId !== undefined) return getFirm(firmId.toLowerCase());
      return getFirm(onlyFirmOf(await deps.database.outsideFirm(listFirmIds)));
    },

    getFirm,

    async getSettings(actor) {
      assertMay(actor, 'read', { kind: 'settings', firmId: actor.firmId });
      return settingsOf(await deps.database.inFirm(actor.firmId, (tx) => readFirm(tx, actor.firmId)));
    },

    async changeSettings(actor, patch) {
      assertMay(actor, 'change', { kind: 'settings', firmId: actor.firmId });
      const checked = checkSettings(patch);
      const settings = await deps.database.inFirm(actor.firmId, async (tx) => {
        const before = settingsOf(await readFirm(tx, actor.firmId));
        checkExample({ ...before, ...checked });
        await updateFirm(tx, actor.firmId, checked);
        const after = settingsOf(await readFirm(tx, actor.firmId));
        const changed = (Object.keys(after) as (keyof FirmSettings)[]).filter(
          (key) => !isDeepStrictEqual(after[key], before[key]),
        );
        if (changed.length > 0) await recordSettingsChanged(tx, actor, changed);
        return after;
      });
      cache.delete(actor.firmId);
      return settings;
    },

    async linkKey(actor) {
      assertMay(actor, 'read', { kind: 'settings', firmId: actor.firmId });
      const firm = await deps.database.inFirm(actor.firmId, (tx) => readFirm(tx, actor.firmId));
      return { publicKey: firm.linkPublicKey, madeAt: firm.linkKeyMadeAt };
    },

    async newLinkKey(actor) {
      const { firmId } = actor;
      assertMay(actor, 'change', { kind: 'settings', firmId });
      const { publicKey, privateKeyPem } = newLinkKey();
      const madeAt = clock();
      await deps.database.inFirm(firmId, async (tx) => {
        await setLinkKey(tx, firmId, publicKey, madeAt);
        await recordLinkKeyMade(tx, actor, { publicKey: publicKey.toString('base64') });
      });
      cache.delete(firmId);
      return { publicKey, madeAt, privateKeyPem };
    },
  };
}

/** @throws NotFound `setup_needed` where there is none, `firm_required` where there are several */
export function onlyFirmOf([only, ...others]: string[]): string {
  if (only === undefined) throw new NotFound('setup_needed', 'This installation has not been set up yet.');
  if (others.length > 0) throw new NotFound('firm_required', 'Several firms use this server; the link must name one.');
  return only;
}

async function readFirm(tx: FirmTransaction, firmId: string): Promise<Firm> {
  const firm = await findFirm(tx, firmId);
  if (!firm) throw new NotFound();
  return firm;
}

function settingsOf(firm: Firm): FirmSettings {
  const {
    id: _id,
    createdAt: _createdAt,
    receiptPublicKey: _key,
    linkPublicKey: _linkKey,
    linkKeyMadeAt: _linkKeyAt,
    ...settings
  } = firm;
  return settings;
}
