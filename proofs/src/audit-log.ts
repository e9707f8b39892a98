import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { decodeEntries } from './entry-bundle.ts';
import { MalformedLog } from './malformed-log.ts';
import { hashLeaf } from './merkle-tree.ts';
import { type VerifierKey } from './note-key.ts';
import { NoteRejected } from './signed-note.ts';
import { continues, findDeclared, type Restoration } from './restorations.ts';
import { sameBytes } from './same-bytes.ts';
import { createTileReader } from './tile-reader.ts';
import { entriesPath, tilePath, tileWidth, widthInTree } from './tiles.ts';

/** Gets a file of the log by its path below the log's address, e.g. `checkpoint` or `tile/0/000`. */
export type FetchLogFile = (path: string) => Promise<Uint8Array>;

export type AuditFinding =
  /** The newest head, or the one kept, does not bear the log's signature. */
  | { kind: 'checkpoint_not_signed'; which: 'new' | 'kept' }
  /** The log has become shorter than it was. */
  | { kind: 'shorter'; was: number; is: number }
  /** Two heads of the same size with different roots, or a later tree that does not contain the earlier one. */
  | { kind: 'forked'; was: number; is: number }
  /**
   * As `shorter` or `forked`, but the firm declared it: after its first `from` entries, where the log goes on, stands a
   * restoration from a backup. What the kept head had beyond them is no longer shown, whatever it was.
   */
  | { kind: 'cut_back'; was: number; is: number; from: number; declared: Restoration }
  /** The hashes the server gives do not add up to the root it signed. */
  | { kind: 'tree_differs' }
  /** An entry is not the one its leaf was made of; counted from 0. */
  | { kind: 'entry_differs'; index: number };

export type Audit = { checkpoint: Checkpoint; note: string; findings: AuditFinding[]; entries: number };

/**
 * Reads the whole log as a stranger and compares it with the head somebody kept: what was there then must be there now,
 * unchanged, and everything there now must be under the signed root.
 * @param restorations the text of `restorations`, asked for only when the log does not continue what was kept
 * @param kept a checkpoint (signed note) from an earlier time; without it only the log as it is now is checked
 * @throws MalformedLog where a file is none of a log at all
 */
export async function auditLog(log: {
  key: VerifierKey;
  fetch: FetchLogFile;
  kept?: string;
  restorations?: () => Promise<string | undefined>;
}): Promise<Audit> {
  const findings: AuditFinding[] = [];
  const note = new TextDecoder().decode(await log.fetch('checkpoint'));
  const checkpoint = await openOrNull(note, log.key);
  if (!checkpoint) {
    return { checkpoint: nothing, note, findings: [{ kind: 'checkpoint_not_signed', which: 'new' }], entries: 0 };
  }
  const { size, root } = checkpoint;
  const reader = createTileReader(size, (tile) => log.fetch(tilePath(tile)));
  if (!sameBytes(await reader.root(), root)) findings.push({ kind: 'tree_differs' });

  if (log.kept !== undefined) {
    const old = await openOrNull(log.kept, log.key);
    if (!old) findings.push({ kind: 'checkpoint_not_signed', which: 'kept' });
    else if (!(await continues(old, checkpoint, reader))) {
      const declared = await findDeclared((await log.restorations?.()) ?? '', { before: old.size, checkpoint, reader });
      const sizes = { was: old.size, is: size };
      if (declared) findings.push({ kind: 'cut_back', ...sizes, from: declared.from, declared });
      else findings.push({ kind: old.size > size ? 'shorter' : 'forked', ...sizes });
    }
  }

  let entries = 0;
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = widthInTree({ level: 0, index }, size);
    const bundle = decodeEntries(await log.fetch(entriesPath({ index, width }))).slice(0, width);
    for (let at = 0; at < width; at += 1) {
      const entry = bundle[at];
      const position = index * tileWidth + at;
      const same = entry !== undefined && sameBytes(hashLeaf(entry), await reader.leafHash(position));
      if (same) entries += 1;
      else findings.push({ kind: 'entry_differs', index: position });
    }
  }
  return { checkpoint, note, findings, entries };
}

const nothing: Checkpoint = { origin: '', size: 0, root: new Uint8Array(32) };

async function openOrNull(note: string, key: VerifierKey): Promise<Checkpoint | null> {
  try {
    return await openCheckpoint(note, key);
  } catch (error) {
    if (error instanceof NoteRejected || error instanceof MalformedLog) return null;
    throw error;
  }
}
