import type { Files } from '../files/files.service.ts';
import type { Dropoffs } from '../dropoffs/dropoffs.service.ts';
import { refusals, SftpStatus } from './errors.ts';
import { createFileReader } from './file-reader.ts';
import type { FileHandle, Handles } from './handles.ts';
import type { Removals } from './removals.ts';
import type { Admission } from './sign-in.ts';
import { canonicalPath, type Node, type Tree } from './tree.ts';
import type { Request } from './wire/parse-request.ts';
import { mostReadBytes, statusCodes, writingFlags } from './wire/protocol.ts';
import {
  attributesReply,
  dataHeader,
  handleReply,
  limitsReply,
  namesReply,
  pathReply,
  statusReply,
  versionReply,
} from './wire/replies.ts';

export type AnswerDeps = {
  files: Pick<Files, 'find' | 'openReader'>;
  dropoffs: Pick<Dropoffs, 'close' | 'noteLook'>;
  removals: Removals;
  tree: Tree;
  handles: Handles;
  admission: () => Admission;
};

type By<T extends Request['type']> = Extract<Request, { type: T }>;

/** Folder entries of one answer: the packet stays below what clients take. */
const entriesAtOnce = 100;

/** What the tree answers to one request, as pieces to send. Errors are thrown. */
export function createAnswers({ files, dropoffs, removals, tree, handles, admission }: AnswerDeps) {
  const lookedAt = new Set<string>();

  async function demand(path: string): Promise<Node> {
    const node = await tree.find(path);
    if (!node) throw refusals.noSuchFile();
    return node;
  }

  async function open({ id, path, flags }: By<'open'>): Promise<Buffer[]> {
    if ((flags & writingFlags) !== 0) throw refusals.readOnly();
    const node = await demand(path);
    if (node.kind !== 'file') throw refusals.notAFile();
    const place = { dropoffId: node.case.id, fileId: node.file.id };
    const file = await files.find(admission().actor, place);
    return [handleReply(id, handles.add({ kind: 'file', case: node.case, file, reader: undefined }))];
  }

  /** The first bytes asked for make it a fetch, and put it into the protocol. */
  async function startReading(handle: FileHandle) {
    const place = { dropoffId: handle.case.id, fileId: handle.file.id };
    const reading = await files.openReader(admission().actor, place, { via: 'sftp' });
    handle.reader = createFileReader(reading.file.size, reading.open);
    return handle.reader;
  }

  function fileOf(number: number): FileHandle {
    const handle = handles.get(number);
    if (handle?.kind !== 'file') throw refusals.badHandle();
    return handle;
  }

  /** At once, when it was read ahead. */
  function readNow({ id, handle, offset, length }: By<'read'>): Buffer[] | undefined {
    const found = handles.get(handle);
    if (found?.kind !== 'file' || !found.reader) return undefined;
    const pieces = found.reader.readNow(offset, Math.min(length, mostReadBytes));
    return pieces && dataOf(id, pieces);
  }

  async function read({ id, handle, offset, length }: By<'read'>): Promise<Buffer[]> {
    const found = fileOf(handle);
    const reader = found.reader ?? (await startReading(found));
    handles.use(reader);
    return dataOf(id, await reader.read(offset, Math.min(length, mostReadBytes)));
  }

  async function openFolder({ id, path }: By<'opendir'>): Promise<Buffer[]> {
    const node = await demand(path);
    if (node.kind === 'file') throw refusals.notAFolder();
    if (node.kind === 'case' && !lookedAt.has(node.case.id)) {
      // Whoever lists a case has seen what it holds: once a connection and case.
      await dropoffs.noteLook(admission().actor, node.case.id);
      lookedAt.add(node.case.id);
    }
    return [handleReply(id, handles.add({ kind: 'folder', entries: await tree.list(node), at: 0 }))];
  }

  function readFolder({ id, handle }: { id: number; handle: number }): Buffer[] {
    const found = handles.get(handle);
    if (found?.kind !== 'folder') throw refusals.badHandle();
    const entries = found.entries.slice(found.at, found.at + entriesAtOnce);
    found.at += entries.length;
    return [entries.length === 0 ? statusReply(id, statusCodes.eof, 'Ende', 'de') : namesReply(id, entries)];
  }

  async function fileStatus({ id, handle }: { id: number; handle: number }): Promise<Buffer[]> {
    const { file } = fileOf(handle);
    return [attributesReply(id, { kind: 'file', size: file.size, changedAt: file.createdAt.getTime() })];
  }

  /** Out of sight only; what counts is the folder of the case. */
  async function remove({ id, path }: { id: number; path: string }): Promise<Buffer[]> {
    const node = await demand(path);
    if (!admission().mayClose) throw refusals.mayNotClose();
    if (node.kind !== 'file') throw refusals.notAFile();
    removals.add(admission().actor.accountId, node.case.id, node.path);
    return [done(id)];
  }

  async function removeFolder({ id, path }: { id: number; path: string }): Promise<Buffer[]> {
    const node = await demand(path);
    if (node.kind === 'file') throw refusals.notAFolder();
    if (node.kind === 'root' || node.kind === 'inbox') throw refusals.readOnly();
    const { actor, mayClose } = admission();
    if (!mayClose) throw refusals.mayNotClose();
    if (!(await tree.isEmpty(node))) throw refusals.notEmpty();
    if (node.kind === 'folder') removals.add(actor.accountId, node.case.id, node.path);
    else {
      try {
        await dropoffs.close(actor, node.case.id);
      } finally {
        // Closed, or kept: then its files are to be seen again.
        removals.forget(actor.accountId, node.case.id);
        tree.forget();
      }
    }
    return [done(id)];
  }

  async function answer(request: Request): Promise<Buffer[]> {
    switch (request.type) {
      case 'init':
        return [versionReply()];
      case 'open':
        return await open(request);
      case 'read':
        return await read(request);
      case 'close':
        if (!handles.close(request.handle)) throw refusals.badHandle();
        return [done(request.id)];
      case 'fstat':
        return await fileStatus(request as { id: number; handle: number });
      case 'opendir':
        return await openFolder(request as By<'opendir'>);
      case 'readdir':
        return readFolder(request as { id: number; handle: number });
      case 'stat':
        return [attributesReply(request.id, await tree.describe(await demand(request.path)))];
      case 'realpath':
        return [pathReply(request.id, canonicalPath(request.path))];
      case 'remove':
        return await remove(request);
      case 'rmdir':
        return await removeFolder(request);
      case 'limits':
        return [limitsReply(request.id)];
      case 'denied':
        throw refusals.readOnly();
      case 'readlink':
        throw new SftpStatus(statusCodes.failure, 'Das ist keine Verknüpfung.');
      case 'malformed':
        throw new SftpStatus(statusCodes.badMessage, 'Unverständliche Anfrage.');
      case 'unsupported':
        throw new SftpStatus(statusCodes.unsupported, 'Das gibt es hier nicht.');
    }
  }

  return { answer, readNow };
}

function dataOf(id: number, pieces: Buffer[]): Buffer[] {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length === 0) return [statusReply(id, statusCodes.eof, 'Ende der Datei', 'de')];
  return [dataHeader(id, length), ...pieces];
}

function done(id: number): Buffer {
  return statusReply(id, statusCodes.ok, 'Erledigt', 'de');
}
