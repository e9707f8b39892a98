import { decodeBase64, encodeBase64 } from './base64.ts';
import type { Checkpoint } from './checkpoint.ts';
import { openCheckpoint } from './checkpoint.ts';
import type { Cosignature } from './cosignature.ts';
import { checkCosignatures } from './cosignature.ts';
import { formatHashes, parseDecimal, parseHash } from './log-lines.ts';
import { MalformedLog } from './malformed-log.ts';
import { checkInclusion } from './merkle-proofs.ts';
import type { Hash } from './merkle-tree.ts';
import type { VerifierKey } from './note-key.ts';
import { NoteRejected, parseNote } from './signed-note.ts';

/** That a leaf is in a log, to be checked without asking anybody (C2SP tlog-proof, stored as `.tlog-proof`). */
export type TlogProof = {
  /** The leaf's place, from 0. */
  index: number;
  /** Inclusion proof, leaf's sibling first; at most 63. */
  hashes: Hash[];
  /** The signed note, as it was served, cosignatures included. */
  checkpoint: string;
  /** Anything; nothing vouches for it. */
  extra?: Uint8Array;
};

const header = 'c2sp.org/tlog-proof@v1';
const maxHashes = 63;

export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const extraLine = extra ? `extra ${encodeBase64(extra)}\n` : '';
  return `${header}\n${extraLine}index ${index}\n${formatHashes(hashes)}\n${checkpoint}`;
}

/** @throws MalformedLog also where the checkpoint is no signed note */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(0, end)).split('\n');
  if (first !== header) throw new MalformedLog(`not a ${header}`);
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()?.slice('extra '.length) ?? '') : undefined;
  if (extra === null) throw new MalformedLog('the extra data is no base64');
  const [indexLine = '', ...hashLines] = lines;
  if (!indexLine.startsWith('index ')) throw new MalformedLog('the index is missing');
  if (hashLines.length > maxHashes) throw new MalformedLog(`more than ${maxHashes} hashes`);
  const checkpoint = text.slice(end + 2);
  parseNote(checkpoint);
  const index = parseDecimal(indexLine.slice('index '.length));
  return { index, hashes: hashLines.map(parseHash), checkpoint, ...(extra && { extra }) };
}

/** Whom to believe: the log's key, the name it has (else that of its key), and witnesses one knows. */
export type TlogTrust = { logKey: VerifierKey; origin?: string; witnesses?: readonly VerifierKey[] };

export type TlogProofResult =
  | { valid: true; checkpoint: Checkpoint; cosignatures: Cosignature[] }
  | {
      valid: false;
      reason:
        | 'malformed'
        /** Not by this key, or of a log with another name. */
        | 'checkpoint_not_signed'
        | 'checkpoint_signature_wrong'
        /** One of a known witness is wrong. */
        | 'cosignature_wrong'
        | 'not_included';
    };

/**
 * Checks that a leaf is in the tree of a checkpoint the log signed. How many cosignatures are enough is the caller's
 * business.
 */
export async function checkTlogProof(
  proof: TlogProof,
  leafHash: Hash,
  { logKey, origin, witnesses = [] }: TlogTrust,
): Promise<TlogProofResult> {
  const { index, hashes, checkpoint: note } = proof;
  let checkpoint: Checkpoint;
  try {
    checkpoint = await openCheckpoint(note, logKey, origin);
  } catch (error) {
    return { valid: false, reason: reasonOf(error, 'checkpoint_signature_wrong') };
  }
  let cosignatures: Cosignature[];
  try {
    cosignatures = await checkCosignatures(note, witnesses);
  } catch (error) {
    return { valid: false, reason: reasonOf(error, 'cosignature_wrong') };
  }
  const { size, root } = checkpoint;
  if (!checkInclusion({ leafHash, index, size, root, proof: hashes })) return { valid: false, reason: 'not_included' };
  return { valid: true, checkpoint, cosignatures };
}

function reasonOf<R extends string>(error: unknown, wrong: R): R | 'malformed' | 'checkpoint_not_signed' {
  if (error instanceof MalformedLog) return 'malformed';
  if (error instanceof NoteRejected) return error.code === 'not_signed' ? 'checkpoint_not_signed' : wrong;
  throw error;
}
