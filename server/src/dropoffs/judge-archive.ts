import type { ArchiveFamily } from '../profiles/profile.types.ts';

/** What was found in a file. */
export type ArchiveReport = {
  kind?: 'zip' | 'tar' | 'rar4' | 'rar5' | 'gz' | undefined;
  readme?: { name: string; text: string } | undefined;
  contentsCheckable: boolean;
  problems: { code: string; entry?: string }[];
};
export type Refusal = { code: string; entry?: string };
export type Demand = { kinds: ArchiveFamily[]; needsReadme: boolean };

export function judgeArchive(demand: Demand, report: ArchiveReport): Refusal[] {
  const family = report.kind === 'rar4' || report.kind === 'rar5' ? 'rar' : report.kind;
  if (!family) return [{ code: 'not_an_archive' }];
  if (!demand.kinds.includes(family)) return [{ code: 'kind_not_taken' }];
  if (report.problems.length > 0) return report.problems;
  if (!demand.needsReadme || !report.contentsCheckable) return [];
  if (!report.readme) return [{ code: 'readme_missing' }];
  return report.readme.text.includes('@') ? [] : [{ code: 'readme_without_contact' }];
}
