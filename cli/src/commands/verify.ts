import { readFile } from 'node:fs/promises';

import { createApi } from '@schleuse/client/api';
import { compareFiles } from '@schleuse/proofs/compare-files';
import { MalformedReceipt, parseReceipt, type Receipt } from '@schleuse/proofs/receipt';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';
import { verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';

import { describeComparison, describeFiles } from '../check-receipt.ts';
import { collectFiles } from '../collect-files.ts';
import type { Command, Context } from '../command.ts';
import { describeLog } from '../describe-log.ts';
import { CommandFailed, exitCodes } from '../exit-codes.ts';
import { orFail } from '../explain-problem.ts';
import { formatInstant } from '../language.ts';
import { persist } from '../persist.ts';
import { readOptions, readServer } from '../read-options.ts';
import { printable } from '../terminal.ts';
import { words } from '../words.ts';

/** `schleuse verify`: a receipt's signature and proof, and files beside it. Asks nobody unless `--server` says so. */
export const verify: Command = async (args, context) => {
  const { terminal, interrupt } = context;
  const text = words[terminal.language];
  const { values, rest } = readOptions(args, ['key', 'server', 'firm', 'log-key', 'witness'], terminal.language);
  const [receiptPath, ...paths] = rest;
  if (receiptPath === undefined) {
    throw new CommandFailed(
      exitCodes.usage,
      text.missing(terminal.language === 'de' ? 'BESTÄTIGUNG.json' : 'RECEIPT.json'),
    );
  }
  if (values.key !== undefined && values.server !== undefined) {
    throw new CommandFailed(exitCodes.usage, text.keyOrServer);
  }
  const receipt = await readReceipt(receiptPath, context);
  const { files } = await collectFiles(paths).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailed(exitCodes.usage, text.notThere(printable(error.path ?? paths.join(' '))));
  });
  const trusted = await findKey(values, context);

  const say = (line: string): void => void terminal.out.write(`${line}\n`);
  const time = formatInstant(receipt.receivedAt, terminal.language);
  say(text.receiptOf(printable(receipt.firm), printable(receipt.customerNumber), time));
  const report = await verifyReceiptFully(receipt, {
    ...(trusted && { receiptKey: trusted }),
    ...(values['log-key'] !== undefined && { logKey: values['log-key'] }),
    ...(values.witness !== undefined && { witnesses: [values.witness] }),
  });
  say(text.signature[report.signature]);
  say(text.fingerprint(await keyFingerprint(Buffer.from(receipt.signingKey, 'base64'))));
  for (const line of describeLog(report.log, receipt, terminal.language)) say(line);
  const { log } = report;
  const unwitnessed = values.witness !== undefined && log.result === 'proven' && log.cosignatures.length === 0;
  if (unwitnessed) say(text.log.noWitness);

  const comparisons = paths.length > 0 ? compareFiles(receipt, await describeFiles(files, interrupt)) : [];
  for (const comparison of comparisons) say(describeComparison(comparison, terminal.language));
  const same = comparisons.filter((each) => each.result === 'same').length;
  if (paths.length > 0) say(text.checked(same, receipt.files.length));

  const wrong = comparisons.some((each) => each.result === 'differs' || each.result === 'extra');
  return !report.genuine || unwitnessed || wrong ? exitCodes.mismatch : exitCodes.ok;
};

async function readReceipt(path: string, { terminal }: Context): Promise<Receipt> {
  const text = words[terminal.language];
  const content = await readFile(path, 'utf8').catch(() => {
    throw new CommandFailed(exitCodes.usage, text.notThere(printable(path)));
  });
  try {
    return parseReceipt(content);
  } catch (error) {
    if (!(error instanceof MalformedReceipt)) throw error;
    throw new CommandFailed(exitCodes.mismatch, `${text.noReceipt(printable(path))} (${error.message})`);
  }
}

async function findKey(
  { key, server, firm }: { key?: string; server?: string; firm?: string },
  { terminal, interrupt }: Context,
): Promise<Uint8Array | undefined> {
  if (key !== undefined) {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32) throw new CommandFailed(exitCodes.usage, words[terminal.language].badKey);
    return bytes;
  }
  if (server === undefined) return undefined;
  const api = createApi({ baseUrl: readServer(server, terminal.language) });
  const known = await orFail(
    persist(() => api.firm(firm), 20, interrupt),
    terminal.language,
  );
  return Buffer.from(known.receiptKey, 'base64');
}
