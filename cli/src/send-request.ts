import { dirname, resolve } from 'node:path';

import type { NewDropoff } from '@schleuse/client/api.types';

import { collectFiles, type LocalFile } from './collect-files.ts';
import type { Context } from './command.ts';
import { CommandFailed, exitCodes } from './exit-codes.ts';
import { readOptions, readServer } from './read-options.ts';
import { printable } from './terminal.ts';
import { words } from './words.ts';

export type SendRequest = {
  server: string;
  customerNumber: string;
  note: string;
  firm: string;
  /** Slug of an upload profile; empty for the plain drop-off. */
  profile: string;
  answers: NonNullable<NewDropoff['answers']>;
  /** Absolute, as named. */
  paths: string[];
  files: LocalFile[];
  /** Where the receipt goes. */
  out: string;
  /** Seconds without contact. */
  timeout: number;
};

/** Reads and checks what was asked, before anything is sent. @throws CommandFailed */
export async function readSendRequest(args: string[], { terminal }: Context): Promise<SendRequest> {
  const text = words[terminal.language];
  const { values, rest } = readOptions(
    args,
    ['server', 'customer', 'note', 'firm', 'profile', 'contact', 'email', 'phone', 'case', 'out', 'timeout'],
    terminal.language,
  );
  const server = readServer(values.server ?? fail(text.missing('--server')), terminal.language);
  const customerNumber = values.customer?.trim() || fail(text.missing('--customer'));
  const [first] = rest;
  if (first === undefined) return fail(text.missing(terminal.language === 'de' ? 'DATEI' : 'FILE'));
  const timeout = Number(values.timeout ?? '600');
  if (!Number.isFinite(timeout) || timeout < 0) fail(text.badTimeout(values.timeout ?? ''));
  const { files, skipped } = await collectFiles(rest).catch((error: NodeJS.ErrnoException) =>
    fail(text.notThere(printable(error.path ?? rest.join(' ')))),
  );
  for (const path of skipped) terminal.err.write(`${text.skipped(printable(path))}\n`);
  if (files.length === 0) fail(text.nothingToSend);
  return {
    server,
    customerNumber,
    note: values.note ?? '',
    firm: values.firm ?? '',
    profile: values.profile ?? '',
    answers: {
      ...(values.contact && { contactName: values.contact }),
      ...(values.email && { email: values.email }),
      ...(values.phone && { phone: values.phone }),
      ...(values.case && { caseReference: values.case }),
    },
    paths: rest.map((path) => resolve(path)),
    files,
    out: resolve(values.out ?? dirname(resolve(first))),
    timeout,
  };
}

function fail(message: string): never {
  throw new CommandFailed(exitCodes.usage, message);
}
