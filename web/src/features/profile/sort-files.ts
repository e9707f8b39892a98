import type { ChosenFile } from '../dropoff/chosen-files.ts';
import type { ArchiveDesk, Verdict } from './archive-desk.ts';

/** The files of the list by what they need. */
export type SortedFiles = {
  checking: ChosenFile[];
  /** Not an archive this page takes: can be packed. */
  loose: ChosenFile[];
  /** Archives without a Readme, or without contact data in it. */
  lacking: ChosenFile[];
  /** Cannot be accepted at all. */
  refused: ChosenFile[];
  locked: ChosenFile[];
};

// A script or program is a file like any other: it can be packed.
const looseCodes = new Set(['kind_unknown', 'kind_not_taken', 'self_extracting']);
const readmeCodes = new Set(['readme_missing', 'readme_without_contact']);

export function sortFiles(files: readonly ChosenFile[], desk: Pick<ArchiveDesk, 'verdictOf'>): SortedFiles {
  const sorted: SortedFiles = { checking: [], loose: [], lacking: [], refused: [], locked: [] };
  for (const chosen of files) {
    const group = groupOf(desk.verdictOf(chosen.file));
    if (group) sorted[group].push(chosen);
  }
  return sorted;
}

function groupOf(verdict: Verdict): keyof SortedFiles | undefined {
  if (verdict === 'checking') return 'checking';
  if (verdict === 'unreadable') return 'refused';
  const codes = verdict.reasons.map(({ code }) => code);
  if (codes.some((code) => looseCodes.has(code))) return 'loose';
  if (codes.some((code) => !readmeCodes.has(code))) return 'refused';
  if (codes.length > 0) return 'lacking';
  return verdict.contentsCheckable ? undefined : 'locked';
}
