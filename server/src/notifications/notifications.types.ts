import type { FirmTransaction } from '../db/database.ts';

/** Changes of an account that its owner must hear of, whoever made them. */
export type SecurityChange =
  | 'password_changed'
  | 'password_reset'
  | 'totp_added'
  | 'passkey_added'
  | 'passkey_removed'
  | 'totp_removed'
  | 'recovery_codes_renewed'
  | 'role_changed'
  | 'ssh_key_added';

/**
 * Tells people what happened. Every function writes a row in the caller's transaction, so a mail exists exactly when
 * the act does; a job sends it afterwards. Calling one twice for the same thing makes one mail.
 */
export type Notifications = {
  /** The drop-off is complete. To `firms.notify_email`, or else to all active staff. */
  notifyArrival(
    tx: FirmTransaction,
    arrival: {
      firmId: string;
      dropoffId: string;
      fileCount: number;
      totalBytes: number;
      /** How many of the files are in quarantine. */
      quarantined?: number;
      erasesAt?: Date;
    },
  ): Promise<void>;
  /** Nothing has come for a while and it is not complete. `expected` counts begun files, `arrived` whole ones. */
  notifyUnfinished(
    tx: FirmTransaction,
    unfinished: { firmId: string; dropoffId: string; arrived: number; expected: number; lastProgressAt?: Date },
  ): Promise<void>;
  /** `token` goes into the link's fragment, which no server log sees; the row forgets it when the mail is out. */
  sendInvitation(
    tx: FirmTransaction,
    invitation: { firmId: string; invitationId: string; email: string; token: string; expiresAt: Date },
  ): Promise<void>;
  /** As sendInvitation; `email` is that of the account. */
  sendPasswordReset(
    tx: FirmTransaction,
    reset: { firmId: string; resetId: string; email: string; token: string; expiresAt: Date },
  ): Promise<void>;
  /** `changeId` is unique for the change (a random id will do); `at` is shown. */
  notifySecurityChange(
    tx: FirmTransaction,
    notice: { firmId: string; email: string; change: SecurityChange; changeId: string; at: Date },
  ): Promise<void>;
  /** The firm's signed tree head to a mailbox that keeps them, once a day (`day`: YYYY-MM-DD). */
  sendCheckpoint(
    tx: FirmTransaction,
    mail: { firmId: string; to: string; day: string; checkpoint: string; verifierKey: string },
  ): Promise<void>;
  /** To everybody who hears of drop-offs and to all owners; of one cause once a day (UTC) at most. */
  notifyErasureAlarm(
    tx: FirmTransaction,
    alarm: { firmId: string; cause: 'clock' | 'left' | 'missing'; count: number; at: Date },
  ): Promise<void>;
  /** To all owners: files cannot be scanned. Of one reason once a day (UTC) at most. `slow`: some wait for long. */
  notifyScanAlarm(
    tx: FirmTransaction,
    alarm: { firmId: string; reason: string; waiting: number; at: Date },
  ): Promise<void>;
  /** To all owners: a file of this drop-off is in quarantine. Once a drop-off. */
  notifyQuarantine(tx: FirmTransaction, found: { firmId: string; dropoffId: string; at: Date }): Promise<void>;
  /** Something came by the contact form; once an hour at most, and never what. */
  notifyMessage(tx: FirmTransaction, message: { firmId: string; at: Date }): Promise<void>;
  /** Tells open inboxes, when the transaction commits: `pg_notify` on `schleuse_inbox` with an InboxChange. */
  publishInboxChange(tx: FirmTransaction, firmId: string, dropoffId: string): Promise<void>;
};

/** The channel `publishInboxChange` uses, and its payload (JSON). */
export const inboxChannel = 'schleuse_inbox';
export type InboxChange = { firmId: string; dropoffId: string };
