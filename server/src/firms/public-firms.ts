import { isId } from '../access/is-id.ts';
import type { Database } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { findPublicFirm, listFirmIds, type PublicFirm } from './firms.queries.ts';
import { cacheSeconds, onlyFirmOf } from './firms.service.ts';

export type PublicFirms = {
  /** At most `cacheSeconds` old. @throws NotFound */
  getFirm(firmId: string): Promise<PublicFirm>;
  listFirmIds(): Promise<string[]>;
  /** The firm a public page belongs to, see Firms. */
  resolvePublicFirm(firmId?: string): Promise<PublicFirm>;
};

/** Firms as far as their public pages show them: for a process that may read no more of them. */
export function createPublicFirms(database: Database): PublicFirms {
  const cache = new Map<string, { firm: PublicFirm; until: number }>();

  async function getFirm(id: string): Promise<PublicFirm> {
    const known = cache.get(id);
    if (known && known.until > performance.now()) return known.firm;
    const firm = isId(id) ? await database.inFirm(id, (tx) => findPublicFirm(tx, id)) : undefined;
    if (!firm) throw new NotFound();
    if (cache.size > 1000) cache.clear();
    cache.set(id, { firm, until: performance.now() + cacheSeconds * 1000 });
    return firm;
  }

  return {
    getFirm,
    listFirmIds: () => database.outsideFirm(listFirmIds),
    async resolvePublicFirm(firmId) {
      if (firmId !== undefined) return await getFirm(firmId.toLowerCase());
      return await getFirm(onlyFirmOf(await database.outsideFirm(listFirmIds)));
    },
  };
}
