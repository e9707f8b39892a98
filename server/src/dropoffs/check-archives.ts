import { judgeUpload, type Refusal } from '@schleuse/archives/judge-upload';

import { Conflict } from '../errors.ts';
import type { FileRecord } from '../files/files.service.ts';
import type { Profile } from '../profiles/profile.types.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';

/**
 * Holds every file against what the profile takes, by the same rules as the page does before it sends. What passed is
 * noted and not looked at again.
 * @throws Conflict `archive_refused`: `details.files` names each refused file with its reasons; it can be taken back and
 *   replaced
 */
export async function checkArchives(
  deps: Pick<DropoffsDeps, 'database' | 'files' | 'inspectFile'>,
  firmId: string,
  profile: Profile,
  files: FileRecord[],
): Promise<void> {
  if (profile.kinds.length === 0) return;
  const refused: { id: string; name: string; relativePath: string; reasons: Refusal[] }[] = [];
  for (const file of files) {
    if (file.archiveKind) continue;
    const reasons = await inspect(deps, firmId, profile, file);
    const { id, name, relativePath } = file;
    if (reasons.length > 0) refused.push({ id, name, relativePath, reasons });
  }
  if (refused.length === 0) return;
  throw new Conflict('archive_refused', 'Some files are not what this page takes.', { files: refused });
}

async function inspect(
  deps: Pick<DropoffsDeps, 'database' | 'files' | 'inspectFile'>,
  firmId: string,
  profile: Profile,
  { id }: FileRecord,
): Promise<Refusal[]> {
  const report = await deps.inspectFile(firmId, id);
  const reasons = judgeUpload(profile, report);
  const { kind, contentsCheckable } = report;
  if (reasons.length === 0 && kind) {
    await deps.database.inFirm(firmId, (tx) => deps.files.noteInspection(tx, id, { kind, contentsCheckable }));
  }
  return reasons;
}
