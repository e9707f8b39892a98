import type { Actor, StaffActor } from '../actor.ts';
import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

const account = (accountId: string) => ({ subjectKind: 'account', subjectId: accountId }) as const;

type KeyDetails = { keyId: string; fingerprint: string };

/** Somebody let a key of theirs open SFTP. */
export async function recordSshKeyAdded(tx: FirmTransaction, actor: StaffActor, details: KeyDetails): Promise<void> {
  await recordEvent(tx, actor, { kind: 'ssh-key-added', ...account(actor.accountId), details });
}

export async function recordSshKeyRemoved(tx: FirmTransaction, actor: StaffActor, details: KeyDetails): Promise<void> {
  await recordEvent(tx, actor, { kind: 'ssh-key-removed', ...account(actor.accountId), details });
}

/** A connection for picking up began. The network is shortened. */
export async function recordSftpSignIn(
  tx: FirmTransaction,
  actor: StaffActor,
  details: { keyId: string; network: string; client: string },
): Promise<void> {
  const { sessionId } = actor;
  await recordEvent(tx, actor, {
    kind: 'sftp-signed-in',
    ...account(actor.accountId),
    details: { sessionId, ...details },
  });
}

/** Why the holder of a known key was not let in, or not any longer. */
export type SftpRefusal = 'deactivated' | 'key-removed' | 'network' | 'hours';

/** Somebody proved to have the key, and was refused all the same. */
export async function recordSftpRefused(
  tx: FirmTransaction,
  target: { firmId: string; accountId: string },
  details: { keyId: string; reason: SftpRefusal; network: string },
): Promise<void> {
  const nobody: Actor = { kind: 'anonymous', firmId: target.firmId };
  await recordEvent(tx, nobody, { kind: 'sftp-refused', ...account(target.accountId), details });
}

/** The server ended a connection because its right was gone. */
export async function recordSftpEnded(
  tx: FirmTransaction,
  actor: StaffActor,
  details: { keyId: string; reason: SftpRefusal },
): Promise<void> {
  const { sessionId, accountId, firmId } = actor;
  const house: Actor = { kind: 'system', firmId, task: 'sftp' };
  await recordEvent(tx, house, { kind: 'sftp-ended', ...account(accountId), details: { sessionId, ...details } });
}
