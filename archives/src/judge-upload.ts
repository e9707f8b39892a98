import type { ArchiveKind, ArchiveReport, ReadmeState } from './archive-report.ts';
import type { ByteSource } from './byte-source.ts';
import { findContact } from './find-contact.ts';
import { inspectArchive } from './inspect-archive.ts';
import type { InspectLimits } from './inspect-limits.ts';

/** Both formats of RAR are one kind to a person. */
export type ArchiveFamily = 'zip' | 'tar' | 'rar' | 'gz';

/** What an upload profile takes. Without kinds it takes any file, and nothing is asked of it. */
export type UploadDemand = {
  kinds: readonly ArchiveFamily[];
  /** each archive holds a Readme.txt with an e-mail address or a telephone number */
  needsReadme: boolean;
};

/**
 * Why a file is refused: a problem's code (archive-problem.ts), or `kind_not_taken`, `readme_missing`,
 * `readme_without_contact`.
 */
export type Refusal = { code: string; entry?: string };

export type Finding = {
  kind?: ArchiveKind;
  /** empty: it is taken */
  reasons: Refusal[];
  /** false: a password keeps others from looking; it is taken and shown as such */
  contentsCheckable: boolean;
  readmeState: ReadmeState;
  readme?: { name: string; text: string };
};

/** Looks into a file and judges it: in the page before anything is sent, and in programs. */
export async function inspectUpload(
  source: ByteSource,
  demand: UploadDemand,
  limits: Partial<InspectLimits> = {},
): Promise<Finding> {
  const report = await inspectArchive(source, limits);
  const { kind, contentsCheckable, readmeState, readme } = report;
  const reasons = judgeUpload(demand, report);
  return { reasons, contentsCheckable, readmeState, ...(kind && { kind }), ...(readme && { readme }) };
}

/**
 * The reasons to refuse an archive, none when it is taken. What cannot be looked at for a password's sake is taken; so is
 * a Readme.txt that is there but packed in a way that is not read here.
 */
export function judgeUpload(
  demand: UploadDemand,
  report: Pick<ArchiveReport, 'kind' | 'contentsCheckable' | 'readmeState' | 'readme' | 'problems'>,
): Refusal[] {
  if (demand.kinds.length === 0) return [];
  const refused = report.problems.filter(({ level }) => level === 'refused');
  if (report.kind && !demand.kinds.includes(familyOf(report.kind))) return [{ code: 'kind_not_taken' }];
  if (refused.length > 0) return refused.map(({ code, entry }) => ({ code, ...(entry !== undefined && { entry }) }));
  if (!report.kind) return [{ code: 'kind_unknown' }];
  if (!demand.needsReadme || !report.contentsCheckable) return [];
  if (report.readmeState === 'missing') return [{ code: 'readme_missing' }];
  if (report.readmeState === 'read' && !findContact(report.readme?.text ?? '')) {
    return [{ code: 'readme_without_contact' }];
  }
  return [];
}

export function familyOf(kind: ArchiveKind): ArchiveFamily {
  return kind === 'rar4' || kind === 'rar5' ? 'rar' : kind;
}
