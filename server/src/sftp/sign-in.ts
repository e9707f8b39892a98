import { randomUUID } from 'node:crypto';

import { type Hours, isWithinHours } from '../access/allowed-hours.ts';
import { isAllowedNetwork } from '../access/allowed-networks.ts';
import type { StaffActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { recordSftpEnded, recordSftpRefused, recordSftpSignIn, type SftpRefusal } from '../evidence/sftp-events.ts';
import { hashKey } from './public-key.ts';
import { findAccountByAddress, findStanding, touchKey } from './ssh-keys.queries.ts';

/** Whose key it is; nothing is allowed by it yet. */
export type KeyHolder = { firmId: string; accountId: string; keyId: string };

/** What a connection may do as long as it is let in. */
export type Admission = { actor: StaffActor; keyId: string; mayClose: boolean };

export type SftpSignIn = {
  /** Whose key this is, and whether it would be let in; undefined for one that is nobody's. */
  findHolder(
    user: string,
    publicKey: Uint8Array,
    address: string,
  ): Promise<{ holder: KeyHolder; refusal: SftpRefusal | undefined } | undefined>;
  /** Lets the holder in who has proved to have the key. */
  admit(holder: KeyHolder, from: { address: string; network: string; client: string }): Promise<Admission | undefined>;
  /** What an open connection may do now, or why it must end; then that is written down. */
  reconsider(admission: Admission, address: string): Promise<Admission | SftpRefusal>;
};

type Standing = Awaited<ReturnType<typeof findStanding>>;

export function createSftpSignIn({ database, clock }: { database: Database; clock: () => Date }): SftpSignIn {
  function refusalOf(standing: Standing, address: string): SftpRefusal | undefined {
    if (!standing || standing.deactivated_at) return 'deactivated';
    if (!standing.key_id) return 'key-removed';
    if (!isAllowedNetwork(address, standing.sftp_networks)) return 'network';
    return isWithinHours(clock(), standing.sftp_hours as Hours[], standing.time_zone) ? undefined : 'hours';
  }

  return {
    async findHolder(user, publicKey, address) {
      const email = user.trim().toLowerCase();
      const found = await database.outsideFirm((tx) => findAccountByAddress(tx, email));
      // Somebody unknown costs the same look-up.
      const { firmId, accountId } = found ?? { firmId: randomUUID(), accountId: randomUUID() };
      const fingerprint = hashKey(publicKey);
      const standing = await database.inFirm(firmId, (tx) => findStanding(tx, accountId, { fingerprint }));
      if (!standing?.key_id || !standing.public_key?.equals(publicKey)) return undefined;
      return { holder: { firmId, accountId, keyId: standing.key_id }, refusal: refusalOf(standing, address) };
    },

    async admit({ firmId, accountId, keyId }, { address, network, client }) {
      return await database.inFirm(firmId, async (tx) => {
        const standing = await findStanding(tx, accountId, { id: keyId });
        const reason = refusalOf(standing, address);
        if (reason || !standing) {
          await recordSftpRefused(tx, { firmId, accountId }, { keyId, reason: reason ?? 'deactivated', network });
          return undefined;
        }
        const actor: StaffActor = { kind: 'staff', firmId, accountId, role: standing.role, sessionId: randomUUID() };
        await touchKey(tx, keyId, clock());
        await recordSftpSignIn(tx, actor, { keyId, network, client });
        return { actor, keyId, mayClose: standing.sftp_may_close };
      });
    },

    async reconsider({ actor, keyId }, address) {
      return await database.inFirm(actor.firmId, async (tx) => {
        const standing = await findStanding(tx, actor.accountId, { id: keyId });
        const reason = refusalOf(standing, address);
        if (!reason && standing) {
          return { actor: { ...actor, role: standing.role }, keyId, mayClose: standing.sftp_may_close };
        }
        await recordSftpEnded(tx, actor, { keyId, reason: reason ?? 'deactivated' });
        return reason ?? 'deactivated';
      });
    },
  };
}
