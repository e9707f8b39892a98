import type { SendMailOptions } from 'nodemailer';

import { htmlOfText } from './html-of-text.ts';
import type { MailMessage } from './mailer.ts';

/**
 * The mail as nodemailer takes it. Nothing in it depends on when or how often it is sent.
 *
 * @throws Error when a recipient is not one plain address
 */
export function composeMail(message: MailMessage, from: string): SendMailOptions {
  // nodemailer would read a list of people out of one text.
  if (![message.to, message.replyTo || from].every(isPlainAddress)) throw new Error('not one plain mail address');
  return {
    messageId: `<${message.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    from: { name: message.fromName, address: from },
    to: { name: '', address: message.to },
    ...(message.replyTo && { replyTo: { name: '', address: message.replyTo } }),
    envelope: { from, to: [message.to] },
    subject: message.subject,
    text: message.text,
    html: htmlOfText(message.text),
    date: message.date,
    // RFC 3834: no out-of-office answers to us.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** One address without name, comment, quotes or list: `a@b.example`. */
export function isPlainAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(text);
}
