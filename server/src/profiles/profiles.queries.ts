import type { Selectable } from 'kysely';

import type { FirmTransaction } from '../db/database.ts';
import type { Schema } from '../db/schema.generated.ts';
import type { ArchiveFamily, Ask, Profile, ProfileTexts } from './profile.types.ts';

type ProfileRow = Selectable<Schema['profiles']>;

/** All of the firm's, by name. */
export async function listProfiles(tx: FirmTransaction, firmId: string): Promise<Profile[]> {
  const rows = await tx
    .selectFrom('profiles')
    .selectAll()
    .where('firm_id', '=', firmId)
    .orderBy('name')
    .orderBy('slug')
    .execute();
  return rows.map(profileOf);
}

export async function findProfile(tx: FirmTransaction, by: { id: string } | { slug: string }) {
  const row = await tx
    .selectFrom('profiles')
    .selectAll()
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('slug', '=', by.slug)))
    .executeTakeFirst();
  return row && profileOf(row);
}

/** @returns false when the slug is taken */
export async function insertProfile(
  tx: FirmTransaction,
  firmId: string,
  profile: Profile & { createdAt: Date },
): Promise<boolean> {
  const { id, slug, createdAt, ...rest } = profile;
  const result = await tx
    .insertInto('profiles')
    .values({ ...columnsOf(rest), id, firm_id: firmId, slug, created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['firm_id', 'slug']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function updateProfile(tx: FirmTransaction, profile: Profile): Promise<void> {
  const { id, slug: _slug, ...rest } = profile;
  await tx.updateTable('profiles').set(columnsOf(rest)).where('id', '=', id).execute();
}

function columnsOf(profile: Omit<Profile, 'id' | 'slug'>) {
  return {
    name: profile.name,
    texts: JSON.stringify(profile.texts),
    kinds: profile.kinds,
    max_file_bytes: profile.maxFileBytes,
    max_files: profile.maxFiles,
    erase_after_days: profile.eraseAfterDays,
    notify_email: profile.notifyEmail,
    ask: JSON.stringify(profile.ask),
    needs_readme: profile.needsReadme,
    active: profile.active,
  };
}

function profileOf(row: ProfileRow): Profile {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    texts: row.texts as ProfileTexts,
    kinds: row.kinds as ArchiveFamily[],
    maxFileBytes: row.max_file_bytes,
    maxFiles: row.max_files,
    eraseAfterDays: row.erase_after_days,
    notifyEmail: row.notify_email,
    ask: row.ask as Ask,
    needsReadme: row.needs_readme,
    active: row.active,
  };
}
