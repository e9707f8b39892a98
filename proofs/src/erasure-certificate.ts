import { canonicalJson } from './canonical-json.ts';
import type { EventProof } from './event-entry.ts';

/** A file that was destroyed: neither its name nor its contents. */
export type ErasedFile = {
  /** Bytes, 0 to 2^53 - 1. */
  size: number;
  /** 64 lower-case hexadecimal digits; null for one that was never hashed as a whole and now never can be. */
  sha256: string | null;
};

/**
 * Whose order it was, or which rule of retention ended the time. `restore`: it had been erased before the server was
 * restored from a backup, and is erased once more; an earlier certificate may exist, and its time is the true one.
 */
export type ErasureCause =
  | { kind: 'order'; reason: 'closed'; accountId: string | null }
  | { kind: 'restore'; reason: 'erased-after-backup' }
  | {
      kind: 'rule';
      reason: 'due' | 'never-submitted';
      rule: string;
      bound: 'at-most' | 'at-least';
      legalBasis: string;
      /** When the time was over. */
      due: string;
    };

/** What the firm keeps about the container. */
export type Kept = { what: 'record'; rule: string; legalBasis: string; atLeastUntil: string };

/** What the firm signs of an erasure (proofs/SPEC.md). Instants are RFC 3339 in UTC, from the server's clock. */
export type UnsignedErasureCertificate = {
  format: 'schleuse-erasure-v1';
  /** Of the drop-off, a UUID; the same as in its receipt. */
  id: string;
  /** The firm's name at the time of erasure. */
  firm: string;
  container: { id: string; kind: 'dropoff' | 'message'; begunAt: string; arrivedAt: string | null };
  cause: ErasureCause;
  /** From here on nobody could read it. */
  orderedAt: string;
  /** Key and bytes were gone. */
  erasedAt: string;
  erased: {
    files: ErasedFile[];
    totalBytes: number;
    /** Files that never arrived as a whole, and what of them had. */
    unfinished: { files: number; bytes: number };
  };
  /** The private key without which no copy opens; `publicKeySha256` names the pair. */
  key: { destroyed: true; algorithm: number; publicKeySha256: string };
  kept: Kept[];
  /** The firm's Ed25519 public key, 32 bytes as base64; the one that signs receipts. */
  signingKey: string;
};

/** Proven as a receipt is: that the firm's log has the erasure. */
export type ErasureCertificate = UnsignedErasureCertificate &
  Partial<EventProof> & {
    /** Ed25519 (RFC 8032) over erasureBytes(), 64 bytes as base64. */
    signature: string;
  };

/** The bytes under the signature: canonical JSON (RFC 8785) of all members but `signature` and those of the proof. */
export function erasureBytes(certificate: UnsignedErasureCertificate | ErasureCertificate): Uint8Array<ArrayBuffer> {
  const {
    signature: _signature,
    leaf: _leaf,
    proof: _proof,
    verifierKey: _key,
    ...signed
  } = certificate as ErasureCertificate;
  return canonicalJson(signed);
}
