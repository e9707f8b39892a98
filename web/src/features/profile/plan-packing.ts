import type { ArchiveKind } from '@schleuse/archives/archive-report';

import type { ChosenFile } from '../dropoff/chosen-files.ts';
import type { PackOrder } from './archive-messages.ts';

/** One archive to be made of some files of the list. */
export type PackStep = { order: PackOrder; replaces: ChosenFile[] };

export type PackPlan = {
  loose: readonly ChosenFile[];
  lacking: readonly ChosenFile[];
  /** Kind of an archive, by its content. */
  kindOf: (file: ChosenFile) => ArchiveKind | undefined;
  /** Text for the Readme.txt; undefined when it is among the loose files. */
  readme: string | undefined;
  /** Whether loose files get it too. */
  looseNeedReadme: boolean;
  most: number;
  words: { archiveName: string; withReadme: (name: string) => string };
  taken: readonly string[];
};

/** What is packed into which archive: all loose files into one, and each archive without a Readme into a copy with it. */
export function planPacking(plan: PackPlan): PackStep[] {
  const { loose, lacking, readme, most, words } = plan;
  const names = new Set(plan.taken);
  const steps: PackStep[] = [];
  if (loose.length > 0) {
    const name = freeName(nameOf(loose, words.archiveName), 'zip', names);
    const files = withoutCommonFolder(loose);
    const text = plan.looseNeedReadme && readme !== undefined ? { readme } : {};
    steps.push({ order: { name, files, most, ...text }, replaces: [...loose] });
  }
  for (const archive of lacking) {
    if (readme === undefined) break;
    const base = baseName(archive.path);
    const kind = plan.kindOf(archive);
    const appendTo = canAppendTo(kind) ? kind : undefined;
    const stem = words.withReadme(base.replace(/\.(zip|tar|rar|tgz|tar\.gz|gz)$/i, ''));
    const name = freeName(stem, appendTo ?? 'zip', names);
    const files = [{ path: base, file: archive.file }];
    steps.push({ order: { name, files, readme, most, ...(appendTo && { appendTo }) }, replaces: [archive] });
  }
  return steps;
}

/** Kinds that take one more file as they are; what is of another goes into a ZIP together with it. */
export function canAppendTo(kind: ArchiveKind | undefined): kind is 'zip' | 'tar' {
  return kind === 'zip' || kind === 'tar';
}

/** After the one file, or the folder all are in; else a general word. */
function nameOf(loose: readonly ChosenFile[], general: string): string {
  const [first, ...others] = loose;
  if (first && others.length === 0) return baseName(first.path).replace(/(.)\.[^.]*$/, '$1');
  return commonFolder(loose)?.replaceAll('/', '-') ?? general;
}

function freeName(name: string, ending: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const free = `${name}${number === 1 ? '' : `-${number}`}.${ending}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function commonFolder(files: readonly ChosenFile[]): string | undefined {
  const [first, ...others] = files.map(({ path }) => path.slice(0, Math.max(0, path.indexOf('/'))));
  return first && others.every((folder) => folder === first) ? first : undefined;
}

/** A folder dropped as a whole becomes the archive, so that a Readme.txt in it lies at its top. */
function withoutCommonFolder(files: readonly ChosenFile[]): ChosenFile[] {
  const folder = commonFolder(files);
  return files.map(({ path, file }) => ({ path: folder ? path.slice(folder.length + 1) : path, file }));
}
