import { encodeBase64 } from './base64.ts';
import { parseDecimal, parseHash } from './log-lines.ts';
import { MalformedLog } from './malformed-log.ts';
import type { Hash } from './merkle-tree.ts';
import { assertSize, hashSize } from './merkle-tree.ts';
import type { VerifierKey } from './note-key.ts';
import type { NoteSigner } from './signed-note.ts';
import { NoteRejected, openNote, signNote } from './signed-note.ts';

/** A tree's head (C2SP tlog-checkpoint). */
export type Checkpoint = {
  /** The log's name; by custom also the name of its key. */
  origin: string;
  /** Leaves, 0 to 2^53 - 1. */
  size: number;
  root: Hash;
  /** Lines of no agreed meaning; logs of Schleuse have none. */
  extensions?: string[];
};

/** The text under the signature: origin, size, root, one a line. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  assertSize(size);
  if (root.length !== hashSize) throw new RangeError('a root is 32 bytes');
  const lines = [origin, String(size), encodeBase64(root), ...extensions];
  if (lines.some((line) => line === '' || line.includes('\n'))) throw new RangeError('an empty or broken line');
  return `${lines.join('\n')}\n`;
}

/** Reads the text of a note without believing it. @throws MalformedLog */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== '' || origin === '' || extensions.includes('')) {
    throw new MalformedLog('a checkpoint is three or more lines, none empty');
  }
  const head = { origin, size: parseDecimal(size), root: parseHash(root) };
  return extensions.length > 0 ? { ...head, extensions } : head;
}

/** The checkpoint as a signed note. */
export async function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), [signer]);
}

/**
 * Checks a checkpoint's signature by the log's key and its origin, by custom the key's name.
 * @throws MalformedLog
 * @throws NoteRejected `not_signed` also for another origin
 */
export async function openCheckpoint(note: string, logKey: VerifierKey, origin = logKey.name): Promise<Checkpoint> {
  const { text } = await openNote(note, [logKey]);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== origin) throw new NoteRejected('not_signed', 'a checkpoint of another log');
  return checkpoint;
}
