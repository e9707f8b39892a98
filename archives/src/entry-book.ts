import { type ArchiveProblem, type ArchiveProblemCode, problemLevels, StopInspection } from './archive-problem.ts';
import type { ArchiveEntry } from './archive-report.ts';
import { checkPath, isReadmePath, resolveTarget } from './entry-path.ts';
import type { InspectLimits } from './inspect-limits.ts';

export type FoundEntry = {
  path: string;
  size: number;
  kind: ArchiveEntry['kind'];
  encrypted: boolean;
  /** of a link: where it leads, from its own folder (`symbolic`) or from the top of the archive (`hard`) */
  link?: Link;
};

export type Link = { target: string; from: 'symbolic' | 'hard' };

/** What all archives of one inspection spend together. */
export type Spent = { entries: number; unpacked: number; verified: number; names: number };

/** Characters of all names together: an archive of names only would take memory and time. */
const mostNames = 32 * 1024 ** 2;
const mostLinks = 10_000;
/** folders that are looked at for being links; what lies deeper fits no system's path anyway */
const deepest = 2048;

/** Keeps count of what an archive's reader finds, and judges names, links and sizes. Memory: `listedEntries` and the links. */
export class EntryBook {
  readonly limits: InspectLimits;
  readonly spent: Spent;
  /** bytes of the packed archive, for the ratio */
  readonly #packedSize: number;
  readonly #inside: string;
  readonly entries: ArchiveEntry[] = [];
  readonly problems = new Map<ArchiveProblemCode, ArchiveProblem>();
  readonly #links = new Set<string>();
  readonly #keys = new Set<number>();
  entryCount = 0;
  totalSize = 0;
  encrypted = false;

  constructor(limits: InspectLimits, packedSize: number, spent: Spent, inside = '') {
    this.limits = limits;
    this.#packedSize = packedSize;
    this.spent = spent;
    this.#inside = inside;
  }

  /** Notes a problem, or a reason to refuse, once for each code. */
  say(code: ArchiveProblemCode, shown?: string): void {
    if (this.problems.has(code)) return;
    const entry = shown === undefined ? this.#inside : this.#inside === '' ? shown : `${this.#inside} › ${shown}`;
    this.problems.set(code, { code, level: problemLevels[code], ...(entry === '' ? {} : { entry }) });
  }

  /** @throws StopInspection */
  stop(code: ArchiveProblemCode, shown?: string): never {
    this.say(code, shown);
    throw new StopInspection(code);
  }

  get refused(): boolean {
    return [...this.problems.values()].some(({ level }) => level === 'refused');
  }

  /**
   * @returns how the entry is shown, and 1 or 2 when it is a Readme in the archive itself or one folder down, else 0
   * @throws StopInspection when there are too many, or they would unpack to too much
   */
  add(found: FoundEntry): { shown: string; readmeDepth: number } {
    this.spent.names += found.path.length;
    if (this.spent.names > mostNames) this.stop('header_too_large');
    const { shown, key, parts, problems } = checkPath(found.path);
    for (const code of problems) this.say(code, shown);
    this.entryCount += 1;
    this.spent.entries += 1;
    if (this.spent.entries > this.limits.entries) this.stop('too_many_entries');
    if (this.entries.length < this.limits.listedEntries) {
      this.entries.push({ name: shown, size: found.size, kind: found.kind, encrypted: found.encrypted });
    }
    if (found.encrypted) {
      this.encrypted = true;
      this.say('entries_encrypted', shown);
    }
    if (found.kind === 'device') this.say('device', shown);
    this.addSize(found.size, shown);
    this.#remember(found, key, parts, shown);
    return { shown, readmeDepth: found.kind === 'file' && isReadmePath(parts) ? parts.length : 0 };
  }

  /** @throws StopInspection */
  addSize(bytes: number, shown?: string): void {
    this.totalSize += bytes;
    this.spent.unpacked += bytes;
    const { ratio, ratioFromBytes, unpackedBytes } = this.limits;
    if (this.totalSize > ratioFromBytes && this.totalSize > this.#packedSize * ratio) this.stop('bomb', shown);
    if (this.spent.unpacked > unpackedBytes) this.stop('unpacks_too_large', shown);
  }

  #remember({ kind, link }: FoundEntry, key: string, parts: string[], shown: string): void {
    if (kind !== 'folder') {
      const hash = hashOf(key);
      if (this.#keys.has(hash)) this.say('name_twice', shown);
      this.#keys.add(hash);
    }
    if (this.#crossesLink(parts.slice(0, -1))) this.say('through_link', shown);
    if (kind !== 'link') return;
    this.#links.add(key);
    if (this.#links.size > mostLinks) this.stop('too_many_entries');
    if (link) this.#judgeLink(link, parts.slice(0, -1), shown);
  }

  /** Where a link leads, when that was read only after it was added. */
  addLink(path: string, link: Link): void {
    const { shown, parts } = checkPath(path);
    this.#judgeLink(link, parts.slice(0, -1), shown);
  }

  #judgeLink(link: Link, folders: string[], shown: string): void {
    const from = link.from === 'hard' ? [] : folders;
    const target = resolveTarget(from, link.target);
    if (!target) {
      this.say('link_leaves', shown);
      return;
    }
    this.say('link_inside', shown);
    // `..` behind another link leads elsewhere than the name says.
    const steps = link.target.split(/[/\\]/).filter((step) => step !== '' && step !== '.');
    if (this.#crossesLink([...from, ...steps.slice(0, -1)])) this.say('through_link', shown);
  }

  /** Whether one of the folders is a link that came before. */
  #crossesLink(folders: readonly string[]): boolean {
    if (this.#links.size === 0) return false;
    let path = '';
    for (const folder of folders.slice(0, deepest)) {
      path = path === '' ? folder.toLowerCase() : `${path}/${folder.toLowerCase()}`;
      if (this.#links.has(path)) return true;
    }
    return false;
  }
}

/** 53 bits of two FNV-1a sums: a hundred thousand names as numbers, whatever their length. */
function hashOf(key: string): number {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b);
  }
  return (high >>> 0) * 2 ** 21 + ((low >>> 0) & 0x1fffff);
}
