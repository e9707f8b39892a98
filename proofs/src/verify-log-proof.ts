import { decodeBase64 } from './base64.ts';
import { type EventProof, formatEntry, hashEvent, type LoggedEvent, proofOf } from './event-entry.ts';
import { MalformedLog } from './malformed-log.ts';
import { hashLeaf } from './merkle-tree.ts';
import { noteSignature, parseVerifierKey, type VerifierKey } from './note-key.ts';
import { checkTlogProof, parseTlogProof, type TlogProof, type TlogProofResult } from './tlog-proof.ts';

/** What was got on another way than with the document. */
export type LogTrust = {
  /** The log's verifier key, as text. */
  logKey?: string;
  /** Verifier keys of witnesses. */
  witnesses?: readonly string[];
};

export type LogVerdict =
  /** The document has no proof, or not yet: it stands on its signature alone. */
  | { result: 'absent' }
  | {
      result: 'proven';
      /** Whether the log's key was given; else it is the one written in the document, and whose it is remains to be asked. */
      key: 'given' | 'own';
      /** The log's name. */
      origin: string;
      /** The leaf, from 0, and the leaves of the tree it was proven in. */
      index: number;
      size: number;
      /** RFC 3339 in UTC: when the event was written, by the firm's clock. */
      loggedAt: string;
      /** Known witnesses that signed this tree, with their clock's time. */
      cosignatures: { name: string; at: Date }[];
    }
  | { result: 'failed'; reason: LogFailure };

export type LogFailure =
  /** The event is not the one of this very document. */
  | 'other_event'
  /** The entry is not the salted hash of the event. */
  | 'entry_wrong'
  /** A given key is none, or the document's is. */
  | 'key_malformed'
  /** Signed by another log than the given key's. */
  | 'other_key'
  | 'proof_malformed'
  | Exclude<Extract<TlogProofResult, { valid: false }>['reason'], 'malformed'>;

/**
 * Checks the proof of a document that the firm signed (proofs/SPEC.md).
 * @param isItsEvent whether an event is the one that this very document is the proof of
 */
export async function verifyLogProof(
  document: Partial<EventProof>,
  isItsEvent: (event: LoggedEvent) => boolean,
  trust: LogTrust = {},
): Promise<LogVerdict> {
  const log = proofOf(document);
  if (!log) return { result: 'absent' };
  if (!isItsEvent(log.leaf.event)) return failed('other_event');
  if (!isSaltedHash(log)) return failed('entry_wrong');
  let key: VerifierKey;
  let witnesses: VerifierKey[];
  try {
    key = parseVerifierKey(trust.logKey ?? log.verifierKey);
    witnesses = (trust.witnesses ?? []).map(parseVerifierKey);
  } catch (error) {
    return failed(reasonOf(error, 'key_malformed'));
  }
  if (key.type !== noteSignature) return failed('key_malformed');
  let proof: TlogProof;
  try {
    proof = parseTlogProof(log.proof);
  } catch (error) {
    return failed(reasonOf(error, 'proof_malformed'));
  }
  const leafHash = hashLeaf(new TextEncoder().encode(log.leaf.data));
  const checked = await checkTlogProof(proof, leafHash, { logKey: key, witnesses });
  if (!checked.valid) return failed(reasonOfProof(checked.reason, trust.logKey, log.verifierKey));
  return {
    result: 'proven',
    key: trust.logKey === undefined ? 'own' : 'given',
    origin: checked.checkpoint.origin,
    index: proof.index,
    size: checked.checkpoint.size,
    loggedAt: log.leaf.event.at,
    cosignatures: checked.cosignatures.map(({ witness, timestamp }) => {
      return { name: witness.name, at: new Date(timestamp * 1000) };
    }),
  };
}

function isSaltedHash({ leaf: { salt, data, event } }: EventProof): boolean {
  const bytes = decodeBase64(salt);
  return bytes?.length === 32 && formatEntry(hashEvent(bytes, event)) === data;
}

const failed = (reason: LogFailure): LogVerdict => ({ result: 'failed', reason });

function reasonOf(error: unknown, reason: LogFailure): LogFailure {
  if (error instanceof MalformedLog) return reason;
  throw error;
}

function reasonOfProof(
  reason: Extract<TlogProofResult, { valid: false }>['reason'],
  given: string | undefined,
  own: string,
): LogFailure {
  if (reason === 'malformed') return 'proof_malformed';
  return reason === 'checkpoint_not_signed' && given !== undefined && given !== own ? 'other_key' : reason;
}
