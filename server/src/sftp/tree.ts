import type { StaffActor } from '../actor.ts';
import { nameEntries } from '@schleuse/archives/write/name-entries';
import type { FileRecord, Files } from '../files/files.service.ts';
import type { Dropoffs } from '../dropoffs/dropoffs.service.ts';
import { type Case, nameCases } from './case-names.ts';
import type { Removals } from './removals.ts';
import type { Attributes, Entry } from './wire/replies.ts';

/** Where a path leads. */
export type Node =
  | { kind: 'root' }
  | { kind: 'inbox' }
  | { kind: 'case'; case: Case }
  | { kind: 'folder'; case: Case; path: string }
  | { kind: 'file'; case: Case; path: string; file: FileRecord };

export type Tree = {
  find(path: string): Promise<Node | undefined>;
  list(node: Node): Promise<Entry[]>;
  describe(node: Node): Promise<Attributes>;
  /** Whether nothing is left in a case or folder. */
  isEmpty(node: Node): Promise<boolean>;
  /** Looks anew at the next question. */
  forget(): void;
};

export type TreeDeps = {
  dropoffs: Pick<Dropoffs, 'listCases'>;
  files: Pick<Files, 'listReadable'>;
  removals: Removals;
  actor: () => StaffActor;
  /** The day of the firm's calendar, YYYY-MM-DD. */
  dayOf: (instant: Date) => string;
};

/** `path` within the case → file; folders with the files below them. */
type Contents = { files: Map<string, FileRecord>; folders: Map<string, string[]> };

const inboxName = 'eingang';
/** Clients ask for every file of a folder one by one; that long the answer may be the same. Milliseconds. */
const freshFor = 2_000;
/** Cases whose contents are remembered at the same time. */
const mostCases = 4;

/** The firm's submitted cases as folders, and their files below under the names the archive of all gives them. */
export function createTree({ dropoffs, files, removals, actor, dayOf }: TreeDeps): Tree {
  let cases: { at: number; named: Promise<Map<string, Case>> } | undefined;
  const contents = new Map<string, { at: number; read: Promise<Contents> }>();

  function listCases(): Promise<Map<string, Case>> {
    const now = performance.now();
    if (cases && now - cases.at < freshFor) return cases.named;
    const named = dropoffs.listCases(actor()).then((all) => nameCases(all, dayOf));
    named.catch(() => (cases = undefined));
    cases = { at: now, named };
    return named;
  }

  async function contentsOf(one: Case): Promise<Contents> {
    const now = performance.now();
    const known = contents.get(one.id);
    if (known && now - known.at < freshFor) return await known.read;
    const read = files.listReadable(actor(), one.id).then(arrange);
    read.catch(() => contents.delete(one.id));
    contents.delete(one.id);
    contents.set(one.id, { at: now, read });
    const [oldest] = contents.keys();
    if (contents.size > mostCases && oldest !== undefined) contents.delete(oldest);
    return await read;
  }

  const isGone = (one: Case, path: string): boolean => removals.has(actor().accountId, one.id, path);

  /** What lies directly in a case ('') or folder and was not removed. */
  async function childrenOf(one: Case, folder: string): Promise<Node[]> {
    const found = await contentsOf(one);
    const names = (found.folders.get(folder) ?? []).filter((path) => !isGone(one, path));
    return names.map((path) => {
      const file = found.files.get(path);
      return file ? { kind: 'file', case: one, path, file } : { kind: 'folder', case: one, path };
    });
  }

  async function find(path: string): Promise<Node | undefined> {
    const [top, name, ...rest] = partsOf(path);
    if (top === undefined) return { kind: 'root' };
    if (top !== inboxName) return undefined;
    if (name === undefined) return { kind: 'inbox' };
    const one = (await listCases()).get(name);
    if (!one || rest.length === 0) return one && { kind: 'case', case: one };
    const within = rest.join('/');
    const found = await contentsOf(one);
    if (isGone(one, within)) return undefined;
    const file = found.files.get(within);
    if (file) return { kind: 'file', case: one, path: within, file };
    return found.folders.has(within) ? { kind: 'folder', case: one, path: within } : undefined;
  }

  async function describe(node: Node): Promise<Attributes> {
    if (node.kind === 'file') return { kind: 'file', size: node.file.size, changedAt: node.file.createdAt.getTime() };
    if (node.kind === 'case' || node.kind === 'folder') {
      return { kind: 'folder', size: 0, changedAt: node.case.submittedAt.getTime() };
    }
    const times = [...(await listCases()).values()].map((one) => one.submittedAt.getTime());
    return { kind: 'folder', size: 0, changedAt: times.reduce((last, time) => Math.max(last, time), 0) };
  }

  async function children(node: Node): Promise<(Node & { name: string })[]> {
    if (node.kind === 'file') return [];
    if (node.kind === 'root') return [{ kind: 'inbox', name: inboxName }];
    if (node.kind === 'inbox')
      return [...(await listCases())].map(([name, one]) => ({ kind: 'case', case: one, name }));
    const inside = await childrenOf(node.case, node.kind === 'case' ? '' : node.path);
    return inside.map((child) => ({ ...child, name: 'path' in child ? (child.path.split('/').at(-1) ?? '') : '' }));
  }

  return {
    find,
    describe,
    async list(node) {
      const inside = await children(node);
      const entries = await Promise.all(
        inside.map(async (child) => ({ name: child.name, ...(await describe(child)) })),
      );
      const self = await describe(node);
      return [{ name: '.', ...self }, { name: '..', ...self }, ...entries];
    },
    isEmpty: async (node) => (await children(node)).length === 0,
    forget() {
      cases = undefined;
      contents.clear();
    },
  };
}

/** The path in its one form: absolute, without `.`, `..` and doubled slashes. */
export function canonicalPath(path: string): string {
  return `/${partsOf(path).join('/')}`;
}

/** Names of what is stored are in NFC; some clients send them taken apart. Nothing lies above the root. */
function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.normalize('NFC').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

function arrange(records: FileRecord[]): Contents {
  const files = new Map<string, FileRecord>();
  const folders = new Map<string, string[]>([['', []]]);
  const names = nameEntries(records);
  for (const [index, file] of records.entries()) {
    const path = names[index] ?? file.id;
    files.set(path, file);
    for (let child = path; ;) {
      const parent = child.includes('/') ? child.slice(0, child.lastIndexOf('/')) : '';
      const known = folders.get(parent);
      if (known) {
        known.push(child);
        break;
      }
      folders.set(parent, [child]);
      child = parent;
    }
  }
  return { files, folders };
}
