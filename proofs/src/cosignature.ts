import { parseCheckpoint } from './checkpoint.ts';
import { MalformedLog } from './malformed-log.ts';
import type { VerifierKey } from './note-key.ts';
import { timestampedCosignature, verifyEd25519 } from './note-key.ts';
import type { NoteSignature, NoteSigner } from './signed-note.ts';
import { formatNote, formatSignatureLine, NoteRejected, parseNote, parseSignatureLine } from './signed-note.ts';

/**
 * A witness's word: at this time, this was the largest tree it had seen of this log, and consistent with all before
 * (C2SP tlog-cosignature, `cosignature/v1` with Ed25519).
 */
export type Cosignature = {
  witness: VerifierKey;
  /** Seconds since 1970, by the witness's clock. */
  timestamp: number;
};

const timeSize = 8;
const signatureSize = 64;
/** The last second a Date can be. */
const lastTimestamp = 8_640_000_000_000n;

/** Signs a log's checkpoint as a witness; answers a signature line with its newline. `timestamp` in seconds. */
export async function cosign(checkpointNote: string, signer: NoteSigner, timestamp: number): Promise<string> {
  if (signer.key.type !== timestampedCosignature) throw new RangeError('not the key of a witness');
  const { text } = parseNote(checkpointNote);
  const signature = new Uint8Array(timeSize + signatureSize);
  new DataView(signature.buffer).setBigUint64(0, BigInt(timestamp));
  signature.set(await signer.sign(cosignedMessage(text, BigInt(timestamp))), timeSize);
  return formatSignatureLine({ name: signer.key.name, id: signer.key.id, signature });
}

/**
 * The right cosignatures of known witnesses on a checkpoint, one a witness (its latest). Those of others are passed
 * over, and so are types other than Ed25519.
 * @throws MalformedLog
 * @throws NoteRejected `signature_wrong` where a known witness's is wrong
 */
export async function checkCosignatures(
  checkpointNote: string,
  witnesses: readonly VerifierKey[],
): Promise<Cosignature[]> {
  const { text, signatures } = parseNote(checkpointNote);
  parseCheckpoint(text);
  const found = new Map<VerifierKey, number>();
  for (const { name, id, signature } of signatures) {
    const witness = witnesses.find(
      (known) => known.type === timestampedCosignature && known.name === name && known.id === id,
    );
    if (!witness) continue;
    const timestamp = await verifyCosignature(text, signature, witness);
    found.set(witness, Math.max(timestamp, found.get(witness) ?? 0));
  }
  return Array.from(found, ([witness, timestamp]) => ({ witness, timestamp }));
}

async function verifyCosignature(
  text: string,
  signature: Uint8Array<ArrayBuffer>,
  witness: VerifierKey,
): Promise<number> {
  const wrong = new NoteRejected('signature_wrong', `the cosignature of ${witness.name} is wrong`);
  if (signature.length !== timeSize + signatureSize) throw wrong;
  const timestamp = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  if (timestamp > lastTimestamp) throw wrong;
  const message = cosignedMessage(text, timestamp);
  if (!(await verifyEd25519(witness.publicKey, message, signature.slice(timeSize)))) throw wrong;
  return Number(timestamp);
}

/** A witness's answer: one or more signature lines, nothing else. @throws MalformedLog */
export function parseCosignatures(answer: string): NoteSignature[] {
  const lines = answer.split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new MalformedLog('not lines of signatures');
  return lines.map(parseSignatureLine);
}

/**
 * Puts the right ones of a witness's answer under the checkpoint it was asked for; what others signed is left out.
 * @throws MalformedLog
 * @throws NoteRejected where none is by a known witness, or one is wrong
 */
export async function addCosignatures(
  checkpointNote: string,
  answer: string,
  witnesses: readonly VerifierKey[],
): Promise<string> {
  const { text, signatures } = parseNote(checkpointNote);
  const known = parseCosignatures(answer).filter(({ name, id }) =>
    witnesses.some((witness) => witness.name === name && witness.id === id),
  );
  if (known.length === 0) throw new NoteRejected('not_signed', 'no known witness signed');
  const checked = await checkCosignatures(formatNote({ text, signatures: known }), witnesses);
  if (checked.length === 0) throw new NoteRejected('not_signed', 'no known witness signed');
  const isKnown = (one: NoteSignature) => known.some((other) => other.name === one.name && other.id === one.id);
  return formatNote({ text, signatures: [...signatures.filter((each) => !isKnown(each)), ...known] });
}

function cosignedMessage(text: string, timestamp: bigint): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`cosignature/v1\ntime ${timestamp}\n${text}`);
}
