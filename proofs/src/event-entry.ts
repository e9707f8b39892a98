import { sha256 } from './sha256.ts';

import { encodeBase64 } from './base64.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Hash } from './merkle-tree.ts';

/** An event as the log knows it. Only its salted hash is public. */
export type LoggedEvent = {
  /** Number of the event, from 1 up, with gaps. */
  id: number;
  /** UUID */
  firm: string;
  /** RFC 3339 in UTC with six digits after the second. */
  at: string;
  kind: string;
  actor: { kind: 'staff' | 'submitter' | 'system' | 'anonymous'; id: string | null };
  subject: { kind: string; id: string | null };
  details: Record<string, unknown>;
};

/** The first line of every entry. */
export const entryFormat = 'schleuse-event-v1';

/** SHA-256(salt ‖ canonical JSON): without the salt (32 random bytes) nobody can guess at an event. */
export function hashEvent(salt: Uint8Array, event: LoggedEvent): Hash {
  const text = canonicalJson(event);
  const salted = new Uint8Array(salt.length + text.length);
  salted.set(salt);
  salted.set(text, salt.length);
  return sha256(salted);
}

/** The log's entry for an event: the format, a newline, its salted hash in base64. */
export function formatEntry(eventHash: Hash): string {
  return `${entryFormat}\n${encodeBase64(eventHash)}`;
}

/** The entry's bytes, which the leaf is the hash of (hashLeaf). */
export function encodeEntry(eventHash: Hash): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(formatEntry(eventHash));
}

/** That an event is in a firm's log, to be checked without the firm; members of the document that it is the proof of. */
export type EventProof = {
  leaf: {
    /** 32 bytes as base64. */
    salt: string;
    /** The log's entry, see formatEntry(). */
    data: string;
    event: LoggedEvent;
  };
  /** C2SP tlog-proof: place, hashes, signed checkpoint. */
  proof: string;
  /** The log's key, C2SP signed-note vkey. */
  verifierKey: string;
};

/** The proof a document carries; undefined when it has none, or not yet. */
export function proofOf({ leaf, proof, verifierKey }: Partial<EventProof>): EventProof | undefined {
  return leaf && proof !== undefined && verifierKey !== undefined ? { leaf, proof, verifierKey } : undefined;
}
