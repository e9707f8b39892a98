import type { Log } from '../log.ts';
import { createOutbox } from './outbox.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

/** One mail to one person, ready to be sent. The same `id` always makes the same Message-ID. */
export type MailMessage = {
  id: string;
  /** One plain address. */
  to: string;
  /** Who stands as the sender, before the installation's own address. */
  fromName: string;
  /** One plain address, or empty. */
  replyTo: string;
  subject: string;
  /** Paragraphs separated by empty lines; a line that is an address becomes a link in the HTML part. */
  text: string;
  date: Date;
};

export type Mailer = {
  /**
   * Resolves when the next server has taken the mail (250 after DATA), or the file is durable.
   * @throws when it has not, or when nobody knows (the line broke after the last byte)
   */
  send(message: MailMessage, signal: AbortSignal): Promise<void>;
  /** Where a mail is once `send` resolves: a file in a folder reaches nobody. */
  takes: 'to-server' | 'to-outbox';
};

export type MailerOptions = {
  /** `smtp:` or `smtps:`; options of nodemailer may follow as a query, such as `?requireTLS=true`. */
  smtpUrl: string | undefined;
  /** The sender's address. */
  from: string;
  /** Where mails go when there is no `smtpUrl`, as `<mail id>.eml`. */
  outboxDir: string;
  log: Log;
};

export function createMailer({ smtpUrl, from, outboxDir, log }: MailerOptions): Mailer {
  if (smtpUrl !== undefined) return createSmtpMailer(smtpUrl, from);
  log.warn({ outbox: outboxDir }, 'SMTP_URL is not set: mails are not sent but written to the outbox folder');
  return createOutbox(outboxDir, from);
}
