import type { Checkpoint } from './checkpoint.ts';
import { openCheckpoint } from './checkpoint.ts';
import { formatHashes, parseDecimal, parseHash } from './log-lines.ts';
import { MalformedLog } from './malformed-log.ts';
import { checkConsistency } from './merkle-proofs.ts';
import type { Hash } from './merkle-tree.ts';
import { emptyRoot } from './merkle-tree.ts';
import type { VerifierKey } from './note-key.ts';
import { NoteRejected, parseNote } from './signed-note.ts';

/** The body of `POST <prefix>/add-checkpoint` (C2SP tlog-witness). */
export type AddCheckpoint = {
  /** Leaves of the tree the witness cosigned last; 0 where it has seen none. */
  oldSize: number;
  /** Consistency proof from there; empty where `oldSize` is 0 or that of the checkpoint. At most 63. */
  proof: Hash[];
  /** The log's signed note. */
  checkpoint: string;
};

/** Media type of the answer 409, whose body is the size the witness knows. */
export const sizeConflictType = 'text/x.tlog.size';

export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${formatHashes(proof)}\n${checkpoint}`;
}

/** @throws MalformedLog */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [old = '', ...hashes] = body.slice(0, Math.max(0, end)).split('\n');
  if (!old.startsWith('old ')) throw new MalformedLog('the old size is missing');
  if (hashes.length > 63) throw new MalformedLog('more than 63 hashes');
  const checkpoint = body.slice(end + 2);
  parseNote(checkpoint);
  return { oldSize: parseDecimal(old.slice('old '.length)), proof: hashes.map(parseHash), checkpoint };
}

/** The size in an answer 409: a decimal number and a newline. @throws MalformedLog */
export function parseSizeConflict(body: string): number {
  if (!body.endsWith('\n')) throw new MalformedLog('no newline at the end');
  return parseDecimal(body.slice(0, -1));
}

/** What a witness answers with, before it signs: 200, or what is wrong; 409 with the size it knows. */
export type WitnessJudgement =
  | { status: 200; checkpoint: Checkpoint }
  | { status: 400 | 403 | 404 | 422 }
  | { status: 409; size: number };

/**
 * What a witness checks. Comparing with what it knows and keeping the new checkpoint must be one step, or two requests
 * at once would roll it back.
 * @param known the tree it cosigned last for this log; undefined for none
 * @param logKey the log's key; undefined where the log is not one of its own
 */
export async function judgeAddCheckpoint(
  { oldSize, proof, checkpoint: note }: AddCheckpoint,
  known: { size: number; root: Hash } = { size: 0, root: emptyRoot() },
  logKey?: VerifierKey,
): Promise<WitnessJudgement> {
  const origin = note.slice(0, note.indexOf('\n'));
  if (!logKey || logKey.name !== origin) return { status: 404 };
  let checkpoint: Checkpoint;
  try {
    checkpoint = await openCheckpoint(note, logKey);
  } catch (error) {
    if (error instanceof NoteRejected) return { status: 403 };
    if (error instanceof MalformedLog) return { status: 400 };
    throw error;
  }
  const { size, root } = checkpoint;
  if (oldSize > size) return { status: 400 };
  if (oldSize !== known.size) return { status: 409, size: known.size };
  return checkConsistency({ oldSize, oldRoot: known.root, size, root, proof })
    ? { status: 200, checkpoint }
    : { status: 422 };
}
