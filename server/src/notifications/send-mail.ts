import { setTimeout as wait } from 'node:timers/promises';

import type { Database } from '../db/database.ts';
import { recordMailGivenUp } from '../evidence/mail-events.ts';
import type { Log } from '../log.ts';
import type { Mailer } from '../mail/mailer.ts';
import { type ClaimedMail, claimMail, findClaim, listDueMails, markMailFailed, markMailSent } from './mails.queries.ts';
import type { Enqueue } from './notifications.service.ts';

export type MailDeliveryDeps = {
  database: Database;
  mailer: Mailer;
  enqueue: Enqueue;
  log: Log;
  clock?: () => Date;
};

export type MailDelivery = {
  /** One try at one mail. Resolves whether it went out or is to be tried again; rejects only without database. */
  send(firmId: string, mailId: string, signal: AbortSignal): Promise<void>;
  /** Finds mails whose job was lost (a process died holding it) and gives them new ones. */
  sweep(): Promise<void>;
};

const second = 1000;
const minute = 60 * second;
/** One try takes no longer; the claim is longer, so that two processes never send one mail at the same time. */
const longestTry = 5 * minute;
const claimTime = 6 * minute;
/** A try under way when the server stops may still end well: breaking it off could make a second mail. */
const graceAtShutdown = 5 * second;
/** Nothing is given up sooner, whatever the other side answers: relays are set right over a weekend. */
const giveUpAfter = 5 * 24 * 60 * minute;

/**
 * Sends what `notifications` wrote down. A mail is claimed in the database, sent, then marked as sent, so it goes out
 * once, with one exception nobody can close: if the process dies (or the line breaks) between the other side's taking
 * the mail and our writing it down, it is sent again, with the same Message-ID, by which mail systems know a duplicate.
 */
export function createMailDelivery(deps: MailDeliveryDeps): MailDelivery {
  const { database, mailer, enqueue, log, clock = () => new Date() } = deps;

  async function noteFailure(firmId: string, mail: ClaimedMail, error: unknown): Promise<void> {
    const now = clock();
    const reason = { error: describeError(error) };
    const fields = { mailId: mail.id, kind: mail.kind, attempts: mail.attempts, reason: reason.error };
    if (now.getTime() - mail.created_at.getTime() >= giveUpAfter) {
      await database.inFirm(firmId, async (tx) => {
        await markMailFailed(tx, mail.id, { ...reason, givenUpAt: now });
        await recordMailGivenUp(tx, firmId, { ...mail, dropoffId: mail.dropoff_id });
      });
      log.error(fields, 'mail given up after five days of trying');
      return;
    }
    const nextAttemptAt = new Date(now.getTime() + backoff(mail.attempts));
    await database.inFirm(firmId, async (tx) => {
      await markMailFailed(tx, mail.id, { ...reason, nextAttemptAt });
      await enqueue(tx, 'send-mail', { firmId, mailId: mail.id }, { key: `mail:${mail.id}`, runAt: nextAttemptAt });
    });
    log.warn({ ...fields, nextAttemptAt }, 'mail could not be sent, will be tried again');
  }

  const done = mailer.takes === 'to-server' ? 'mail sent' : 'mail written to the outbox folder, not sent';

  return {
    async send(firmId, mailId, signal) {
      const now = clock();
      const until = new Date(now.getTime() + claimTime);
      const mail = await database.inFirm(firmId, async (tx) => {
        const claimed = await claimMail(tx, mailId, now, until);
        // Whoever has it may have died with it: look again when the claim has run out.
        const runAt = claimed ? undefined : await findClaim(tx, mailId);
        if (runAt) await enqueue(tx, 'send-mail', { firmId, mailId }, { key: `mail:${mailId}`, runAt });
        return claimed;
      });
      if (!mail) return;
      try {
        using limit = limitTry(signal);
        await mailer.send(messageOf(mail), limit.signal);
      } catch (error) {
        await noteFailure(firmId, mail, error);
        return;
      }
      await insist(() => database.inFirm(firmId, (tx) => markMailSent(tx, mailId, clock())));
      log.info({ mailId, kind: mail.kind, attempts: mail.attempts }, done);
    },

    async sweep() {
      // A minute late at least: those in time have jobs of their own.
      const dueBefore = new Date(clock().getTime() - minute);
      const lost = await database.outsideFirm((tx) => listDueMails(tx, dueBefore, 1000));
      for (const { firmId, mailId } of lost) {
        await database.inFirm(firmId, (tx) => enqueue(tx, 'send-mail', { firmId, mailId }, { key: `mail:${mailId}` }));
      }
      if (lost.length > 0) log.warn({ mails: lost.length }, 'mails without a job found and queued again');
    },
  };
}

/** 5 s, 10 s, 20 s, … at most an hour. */
export function backoff(attempts: number): number {
  return Math.min(5 * second * 2 ** Math.max(0, attempts - 1), 60 * minute);
}

function messageOf(mail: ClaimedMail) {
  return {
    id: mail.id,
    to: mail.recipient,
    fromName: mail.from_name,
    replyTo: mail.reply_to,
    subject: mail.subject,
    text: mail.body,
    date: mail.created_at,
  };
}

function limitTry(shutdown: AbortSignal): Disposable & { signal: AbortSignal } {
  const ended = new AbortController();
  const abort = (): void => ended.abort(new Error('the try took too long'));
  const timers = [setTimeout(abort, longestTry)];
  const abortSoon = (): void => void timers.push(setTimeout(abort, graceAtShutdown));
  if (shutdown.aborted) abortSoon();
  else shutdown.addEventListener('abort', abortSoon);
  return {
    signal: ended.signal,
    [Symbol.dispose]() {
      shutdown.removeEventListener('abort', abortSoon);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** The mail is out: forgetting that because the database is restarting just now would send it twice. */
async function insist(write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (tries === 30) throw error;
      await wait(Math.min(tries * 200, 5 * second));
    }
  }
}

/** What the mail server said, for the operator: one line, at most 500 characters. */
function describeError(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 500);
}
