import { createTransport } from 'nodemailer';

import { composeMail } from './compose.ts';
import type { Mailer } from './mailer.ts';

/** Sends by SMTP, a connection a mail: the firm's relay is near, and no idle connection can go stale. */
export function createSmtpMailer(smtpUrl: string, from: string): Mailer {
  const url = new URL(smtpUrl);
  // Time without a sign of life before a try is given up, in ms; the URL may say otherwise.
  for (const [name, limit] of [
    ['connectionTimeout', 20_000],
    ['greetingTimeout', 20_000],
    ['socketTimeout', 60_000],
    ['dnsTimeout', 10_000],
  ] as const) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(limit));
  }
  const transport = createTransport(url.href);
  return {
    takes: 'to-server',
    async send(message, signal) {
      await transport.sendMail({ ...composeMail(message, from), signal });
    },
  };
}
