import { randomUUID } from 'node:crypto';

import type { FirmTransaction } from '../db/database.ts';
import type { Language } from '../format.ts';
import { isPlainAddress } from '../mail/compose.ts';
import { alarmText } from './alarm-text.ts';
import {
  arrivalText,
  checkpointText,
  invitationText,
  type MailText,
  passwordResetText,
  securityText,
  unfinishedText,
} from './mail-texts.ts';
import { quarantineText, scanAlarmText } from './scan-text.ts';
import { messageText } from './message-text.ts';
import { insertMail } from './mails.queries.ts';
import type { Notifications } from './notifications.types.ts';
import { publishInboxChange } from './publish-inbox-change.ts';
import { findFirmContacts, type FirmContacts } from './recipients.queries.ts';

export type Enqueue = (
  tx: FirmTransaction,
  task: string,
  payload: object,
  options?: { runAt?: Date; key?: string },
) => Promise<unknown>;

export type NotificationsDeps = {
  enqueue: Enqueue;
  /** Where people reach the pages; links begin with it. */
  publicUrl: URL;
  clock?: () => Date;
  /** Of the mails; `de` unless said otherwise. */
  language?: Language;
};

type Post = {
  kind: 'arrival' | 'unfinished' | 'invitation' | 'security' | 'alarm';
  recipients: readonly string[];
  /** What it is about: together with kind and recipient it makes the mail unique. */
  about: string;
  dropoffId?: string;
};

export function createNotifications(deps: NotificationsDeps): Notifications {
  const { enqueue, publicUrl, clock = () => new Date(), language = 'de' } = deps;
  const linkTo = (path: string): string => new URL(path, publicUrl).href;

  async function post(tx: FirmTransaction, firmId: string, firm: FirmContacts, mail: Post, text: MailText) {
    const [replyTo = ''] = firmAddresses(firm);
    const now = clock();
    for (const recipient of new Set(mail.recipients.map((address) => address.toLowerCase()))) {
      const id = randomUUID();
      const inserted = await insertMail(tx, {
        id,
        firm_id: firmId,
        dedupe_key: `${mail.kind}:${mail.about}:${recipient}`,
        kind: mail.kind,
        dropoff_id: mail.dropoffId ?? null,
        recipient,
        from_name: oneLine(firm.name),
        reply_to: replyTo,
        subject: text.subject,
        body: text.body,
        created_at: now,
        next_attempt_at: now,
      });
      if (inserted) await enqueue(tx, 'send-mail', { firmId, mailId: id }, { key: `mail:${id}` });
    }
  }

  return {
    async notifyArrival(tx, arrival) {
      const { firmId, dropoffId, ...facts } = arrival;
      const firm = await findFirmContacts(tx, firmId, dropoffId);
      const url = linkTo(`/eingang/${dropoffId}`);
      const text = arrivalText({ ...facts, firm: oneLine(firm.name), url }, language);
      const mail: Post = { kind: 'arrival', recipients: staffOf(firm), about: dropoffId, dropoffId };
      await post(tx, firmId, firm, mail, text);
    },

    async notifyUnfinished(tx, unfinished) {
      const { firmId, dropoffId, ...facts } = unfinished;
      const firm = await findFirmContacts(tx, firmId, dropoffId);
      const url = linkTo(`/eingang/${dropoffId}`);
      const text = unfinishedText({ ...facts, firm: oneLine(firm.name), url }, language);
      const mail: Post = { kind: 'unfinished', recipients: staffOf(firm), about: dropoffId, dropoffId };
      await post(tx, firmId, firm, mail, text);
    },

    async sendInvitation(tx, { firmId, invitationId, email, token, expiresAt }) {
      const firm = await findFirmContacts(tx, firmId);
      const url = linkTo(`/einladung#${encodeURIComponent(token)}`);
      const text = invitationText({ firm: oneLine(firm.name), expiresAt, url }, language);
      await post(tx, firmId, firm, { kind: 'invitation', recipients: [email], about: invitationId }, text);
    },

    async sendPasswordReset(tx, { firmId, resetId, email, token, expiresAt }) {
      const firm = await findFirmContacts(tx, firmId);
      const url = linkTo(`/passwort#${encodeURIComponent(token)}`);
      const text = passwordResetText({ firm: oneLine(firm.name), expiresAt, url }, language);
      await post(tx, firmId, firm, { kind: 'security', recipients: [email], about: resetId }, text);
    },

    async notifySecurityChange(tx, { firmId, email, change, changeId, at }) {
      const firm = await findFirmContacts(tx, firmId);
      const text = securityText({ firm: oneLine(firm.name), change, at, url: linkTo('/konto') }, language);
      await post(tx, firmId, firm, { kind: 'security', recipients: [email], about: changeId }, text);
    },

    async sendCheckpoint(tx, { firmId, to, day, checkpoint, verifierKey }) {
      const firm = await findFirmContacts(tx, firmId);
      const url = linkTo(`/log/${firmId}/checkpoint`);
      const text = checkpointText({ firm: oneLine(firm.name), day, checkpoint, verifierKey, url }, language);
      await post(tx, firmId, firm, { kind: 'security', recipients: [to], about: `checkpoint-${day}` }, text);
    },

    async notifyErasureAlarm(tx, { firmId, cause, count, at }) {
      const firm = await findFirmContacts(tx, firmId);
      const text = alarmText({ firm: oneLine(firm.name), cause, count, at, url: linkTo('/loeschung') }, language);
      const recipients = [...staffOf(firm), ...firm.owners];
      const about = `${cause}:${at.toISOString().slice(0, 10)}`;
      await post(tx, firmId, firm, { kind: 'alarm', recipients, about }, text);
    },

    async notifyScanAlarm(tx, { firmId, reason, waiting, at }) {
      const firm = await findFirmContacts(tx, firmId);
      const text = scanAlarmText({ firm: oneLine(firm.name), reason, waiting, at, url: linkTo('/eingang') }, language);
      const about = `scan-${reason}:${at.toISOString().slice(0, 10)}`;
      await post(tx, firmId, firm, { kind: 'alarm', recipients: firm.owners, about }, text);
    },

    async notifyQuarantine(tx, { firmId, dropoffId, at }) {
      const firm = await findFirmContacts(tx, firmId);
      const text = quarantineText({ firm: oneLine(firm.name), at, url: linkTo(`/eingang/${dropoffId}`) }, language);
      const mail: Post = { kind: 'alarm', recipients: firm.owners, about: `quarantine:${dropoffId}`, dropoffId };
      await post(tx, firmId, firm, mail, text);
    },

    async notifyMessage(tx, { firmId, at }) {
      const firm = await findFirmContacts(tx, firmId);
      const text = messageText({ firm: oneLine(firm.name), url: linkTo('/nachrichten') }, language);
      const about = `message:${at.toISOString().slice(0, 13)}`;
      await post(tx, firmId, firm, { kind: 'arrival', recipients: staffOf(firm), about }, text);
    },

    publishInboxChange,
  };
}

/** Who hears of drop-offs: the addresses the firm named, else everybody who works there. */
function staffOf(firm: FirmContacts): string[] {
  const named = namedAddresses(firm);
  return named.length > 0 ? named : firm.staff;
}

/** Whom a reply reaches, best first: the firm's own address, else an owner. */
function firmAddresses(firm: FirmContacts): string[] {
  return [...namedAddresses(firm), ...firm.staff];
}

function namedAddresses({ notifyEmail }: FirmContacts): string[] {
  return notifyEmail.split(/[\s,;]+/).filter(isPlainAddress);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
