import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import type { StaffActor } from '../actor.ts';
import { isId } from '../access/is-id.ts';
import { assertMay } from '../access/may.ts';
import type { Database, FirmTransaction } from '../db/database.ts';
import { Conflict, NotFound } from '../errors.ts';
import { recordProfileAdded, recordProfileChanged } from '../evidence/profile-events.ts';
import { checkProfile } from './check-profile.ts';
import type { NewProfile, Profile, ProfileChange } from './profile.types.ts';
import { findProfile, insertProfile, listProfiles, updateProfile } from './profiles.queries.ts';

export type Profiles = {
  /** The active one at an address. @throws NotFound `profile_unknown` */
  findActive(firmId: string, slug: string): Promise<Profile>;
  /** By id, active or not, for a drop-off that was begun with it. */
  get(tx: FirmTransaction, id: string): Promise<Profile>;
  list(actor: StaffActor): Promise<Profile[]>;
  /** @throws InvalidInput `profile_invalid`; Conflict `slug_taken` */
  add(actor: StaffActor, profile: NewProfile): Promise<Profile>;
  /** @throws NotFound; InvalidInput `profile_invalid` */
  change(actor: StaffActor, id: string, change: ProfileChange): Promise<Profile>;
};

export type ProfilesDeps = { database: Database; clock(): Date };

export function createProfiles({ database, clock }: ProfilesDeps): Profiles {
  return {
    async findActive(firmId, slug) {
      const profile = await database.inFirm(firmId, (tx) => findProfile(tx, { slug }));
      if (!profile?.active) throw new NotFound('profile_unknown', 'There is no such page for drop-offs (any more).');
      return profile;
    },

    async get(tx, id) {
      const profile = await findProfile(tx, { id });
      if (!profile) throw new NotFound();
      return profile;
    },

    async list(actor) {
      assertMay(actor, 'list', { kind: 'profile', firmId: actor.firmId });
      return await database.inFirm(actor.firmId, (tx) => listProfiles(tx, actor.firmId));
    },

    async add(actor, given) {
      const { firmId } = actor;
      assertMay(actor, 'create', { kind: 'profile', firmId });
      const profile = checkProfile({ ...given, id: randomUUID(), active: true });
      await database.inFirm(firmId, async (tx) => {
        if (!(await insertProfile(tx, firmId, { ...profile, createdAt: clock() }))) {
          throw new Conflict('slug_taken', 'Another profile has this address.');
        }
        await recordProfileAdded(tx, actor, profile.id, profile.slug);
      });
      return profile;
    },

    async change(actor, id, change) {
      const { firmId } = actor;
      assertMay(actor, 'change', { kind: 'profile', firmId });
      if (!isId(id)) throw new NotFound();
      return await database.inFirm(firmId, async (tx) => {
        const before = await findProfile(tx, { id });
        if (!before) throw new NotFound();
        const after = checkProfile({ ...before, ...change, id, slug: before.slug });
        const changed = differences(before, after);
        if (changed.length > 0) {
          await updateProfile(tx, after);
          await recordProfileChanged(tx, actor, id, {
            changed,
            ...(changed.includes('active') && { active: after.active }),
          });
        }
        return after;
      });
    },
  };
}

function differences(before: Profile, after: Profile): (keyof Profile)[] {
  return (Object.keys(after) as (keyof Profile)[]).filter((key) => !isDeepStrictEqual(before[key], after[key]));
}
