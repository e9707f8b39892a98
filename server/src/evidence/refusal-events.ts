import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

export type LimitedDoor = 'sign-in' | 'second-factor' | 'customer-number' | 'drop-off';

/**
 * Somebody tried to sign in with an address that nobody has. Both are keyed hashes: equal ones are the same address or
 * network, and nobody without the server's key can say which.
 */
export async function recordUnknownSignIn(
  tx: FirmTransaction,
  firmId: string,
  details: { address: string; client: string },
): Promise<void> {
  await recordEvent(
    tx,
    { kind: 'anonymous', firmId },
    { kind: 'sign-in-refused', subjectKind: 'account', subjectId: null, details: { reason: 'unknown', ...details } },
  );
}

/** From one network, or at one account, there were too many tries; they are refused for a while. */
export async function recordTriesLimited(
  tx: FirmTransaction,
  firmId: string,
  details: { door: LimitedDoor; client: string },
): Promise<void> {
  await recordEvent(
    tx,
    { kind: 'anonymous', firmId },
    { kind: 'tries-limited', subjectKind: 'firm', subjectId: firmId, details },
  );
}
