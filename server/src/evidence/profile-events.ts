import type { StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** Somebody made another page for drop-offs. */
export async function recordProfileAdded(
  tx: FirmTransaction,
  actor: StaffActor,
  profileId: string,
  slug: string,
): Promise<void> {
  await recordEvent(tx, actor, {
    kind: 'profile-added',
    subjectKind: 'profile',
    subjectId: profileId,
    details: { slug },
  });
}

/** Which parts of it were changed; texts and addresses are not kept here. */
export async function recordProfileChanged(
  tx: FirmTransaction,
  actor: StaffActor,
  profileId: string,
  details: { changed: string[]; active?: boolean },
): Promise<void> {
  await recordEvent(tx, actor, { kind: 'profile-changed', subjectKind: 'profile', subjectId: profileId, details });
}
