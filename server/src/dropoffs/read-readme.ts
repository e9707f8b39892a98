import { type Contact, findContact } from '@schleuse/archives/find-contact';

import type { StaffActor } from '../actor.ts';
import { NotFound } from '../errors.ts';
import { recordReadmeRead } from '../evidence/dropoff-events.ts';
import type { FilePlace } from '../files/files.service.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';

/** The Readme inside an archive: its first 64 KiB as text, and how the sender can be reached. */
export type ReadmeView = { name: string; text: string; contact: Contact | null };

/**
 * Reads the Readme out of the stored archive each time: its text is kept nowhere else, and is gone with it.
 * @throws NotFound `no_readme` for a file that is no archive or has none that can be read; what reading the file throws
 */
export async function readReadme(
  deps: Pick<DropoffsDeps, 'database' | 'files' | 'inspectFile'>,
  actor: StaffActor,
  place: FilePlace,
): Promise<ReadmeView> {
  const { archiveKind } = await deps.files.find(actor, place);
  const readme = archiveKind && (await deps.inspectFile(actor.firmId, place.fileId)).readme;
  if (!readme) throw new NotFound('no_readme', 'This file has no Readme that can be read.');
  await deps.database.inFirm(actor.firmId, (tx) =>
    recordReadmeRead(tx, actor, place.dropoffId, { fileId: place.fileId }),
  );
  return { ...readme, contact: findContact(readme.text) ?? null };
}
