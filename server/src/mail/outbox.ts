import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { createTransport } from 'nodemailer';

import { composeMail } from './compose.ts';
import type { Mailer } from './mailer.ts';

/** Writes each mail as `<mail id>.eml`, durable when resolved; the same mail twice is one file. */
export function createOutbox(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    takes: 'to-outbox',
    async send(message) {
      // Links in mails are keys: the folder is the owner's alone.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { message: bytes } = await transport.sendMail(composeMail(message, from));
      const path = join(folder, `${message.id}.eml`);
      await writeDurably(`${path}.tmp`, bytes as Buffer);
      await rename(`${path}.tmp`, path);
      await syncFolder(folder);
    },
  };
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}
