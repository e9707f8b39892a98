import { decodeBase64, encodeBase64 } from './base64.ts';
import { MalformedLog } from './malformed-log.ts';
import type { VerifierKey } from './note-key.ts';
import { isKeyName, noteSignature, verifyEd25519 } from './note-key.ts';

/** One signature line: of whom, and the bytes behind the key's id. */
export type NoteSignature = { name: string; id: number; signature: Uint8Array<ArrayBuffer> };

/** A text and its signatures (C2SP signed-note). The text ends with a newline. Nothing in it is true until checked. */
export type SignedNote = { text: string; signatures: NoteSignature[] };

/** Signs for a key without showing it: a key ring, a file, a token. */
export type NoteSigner = { key: VerifierKey; sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> };

/** No signature of a known key, or one of a known key that is wrong. */
export class NoteRejected extends Error {
  override readonly name = 'NoteRejected';
  readonly code: 'not_signed' | 'signature_wrong';
  constructor(code: NoteRejected['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const maxSignatures = 100;

/** @throws MalformedLog */
export function parseNote(note: string): SignedNote {
  assertNoteText(note);
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw new MalformedLog('a note has an empty line before its signatures');
  const text = note.slice(0, end + 1);
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0) throw new MalformedLog('a note has at least one signature');
  if (lines.length > maxSignatures) throw new MalformedLog(`a note has at most ${maxSignatures} signatures`);
  return { text, signatures: lines.map(parseSignatureLine) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  assertNoteText(text);
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** `— <name> <base64 of id and signature>` and a newline. */
export function formatSignatureLine({ name, id, signature }: NoteSignature): string {
  const bytes = new Uint8Array(4 + signature.length);
  new DataView(bytes.buffer).setUint32(0, id);
  bytes.set(signature, 4);
  return `\u2014 ${name} ${encodeBase64(bytes)}\n`;
}

/** A line without its newline. @throws MalformedLog */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (!isKeyName(name) || !bytes || bytes.length < 5) throw new MalformedLog('a signature line has the wrong form');
  return { name, id: new DataView(bytes.buffer).getUint32(0), signature: bytes.slice(4) };
}

/** Signs a text that ends with a newline and has no control characters. */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  assertNoteText(text);
  const message = new TextEncoder().encode(text);
  const signatures = signers.map(async ({ key, sign }) => {
    const signature = Uint8Array.from(await sign(message));
    return { name: key.name, id: key.id, signature };
  });
  return formatNote({ text, signatures: await Promise.all(signatures) });
}

/**
 * Checks a note and answers its text and who of the known keys signed it. Signatures of others are passed over.
 * @throws MalformedLog
 * @throws NoteRejected unless at least one known key signed, and none of theirs is wrong
 */
export async function openNote(
  note: string,
  knownKeys: readonly VerifierKey[],
): Promise<{ text: string; signedBy: VerifierKey[] }> {
  const { text, signatures } = parseNote(note);
  const message = new TextEncoder().encode(text);
  const signedBy = new Set<VerifierKey>();
  for (const { name, id, signature } of signatures) {
    const key = knownKeys.find((known) => known.type === noteSignature && known.name === name && known.id === id);
    if (!key) continue;
    if (!(await verifyEd25519(key.publicKey, message, signature))) {
      throw new NoteRejected('signature_wrong', `the signature of ${name} is wrong`);
    }
    signedBy.add(key);
  }
  if (signedBy.size === 0) throw new NoteRejected('not_signed', 'no known key signed this note');
  return { text, signedBy: [...signedBy] };
}

function assertNoteText(text: string): void {
  if (!text.isWellFormed()) throw new MalformedLog('a note is UTF-8');
  // eslint-disable-next-line no-control-regex -- these are what the specification forbids
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new MalformedLog('a note has no control characters but newline');
  if (!text.endsWith('\n')) throw new MalformedLog('a note ends with a newline');
}
