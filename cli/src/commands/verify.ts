import { readFile } from 'node:fs/promises';

import { createApi } from '@schleuse/client/api';
import { compareFiles } from '@schleuse/proofs/compare-files';
import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import { parseDocument, type SignedDocument } from '@schleuse/proofs/parse-document';
import { MalformedDocument } from '@schleuse/proofs/read-document';
import type { Receipt } from '@schleuse/proofs/receipt';
import { verifyCertificateFully } from '@schleuse/proofs/verify-certificate';
import { keyFingerprint } from '@schleuse/proofs/verify-receipt';
import { verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';

import { describeComparison, describeFiles } from '../check-receipt.ts';
import { collectFiles, type LocalFile } from '../collect-files.ts';
import type { Command, Context } from '../command.ts';
import { type Covered, compareErased, compareWithReceipt, describeCertificate } from '../describe-certificate.ts';
import { describeLog } from '../describe-log.ts';
import { CommandFailed, exitCodes } from '../exit-codes.ts';
import { orFail } from '../explain-problem.ts';
import { formatInstant } from '../language.ts';
import { persist } from '../persist.ts';
import { readOptions, readServer } from '../read-options.ts';
import { printable } from '../terminal.ts';
import { words } from '../words.ts';

/**
 * `schleuse verify`: signature and proof of a receipt or an erasure certificate, and files beside it. Asks nobody unless
 * `--server` says so.
 */
export const verify: Command = async (args, context) => {
  const { terminal, interrupt } = context;
  const text = words[terminal.language];
  const { values, rest } = readOptions(args, ['key', 'server', 'firm', 'log-key', 'witness'], terminal.language);
  const [path, ...paths] = rest;
  if (path === undefined) {
    throw new CommandFailed(
      exitCodes.usage,
      text.missing(terminal.language === 'de' ? 'BESTÄTIGUNG.json' : 'RECEIPT.json'),
    );
  }
  if (values.key !== undefined && values.server !== undefined) {
    throw new CommandFailed(exitCodes.usage, text.keyOrServer);
  }
  const document = await readDocument(path, context);
  const { files } = await collectFiles(paths).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailed(exitCodes.usage, text.notThere(printable(error.path ?? paths.join(' '))));
  });
  const trusted = await findKey(values, context);

  const say = (line: string): void => void terminal.out.write(`${line}\n`);
  const trust = {
    ...(trusted && { receiptKey: trusted }),
    ...(values['log-key'] !== undefined && { logKey: values['log-key'] }),
    ...(values.witness !== undefined && { witnesses: [values.witness] }),
  };
  const isReceipt = document.format === 'schleuse-receipt-v1';
  for (const line of isReceipt
    ? [describeReceipt(document, context)]
    : describeCertificate(document, terminal.language))
    say(line);
  const report = isReceipt ? await verifyReceiptFully(document, trust) : await verifyCertificateFully(document, trust);
  say(text.signature[report.signature]);
  say(text.fingerprint(await keyFingerprint(Buffer.from(document.signingKey, 'base64'))));
  for (const line of describeLog(report.log, document, terminal.language)) say(line);
  const { log } = report;
  const unwitnessed = values.witness !== undefined && log.result === 'proven' && log.cosignatures.length === 0;
  if (unwitnessed) say(text.log.noWitness);

  const compare = isReceipt ? compareWithFiles(document, files, context) : compareCertificate(document, files, context);
  const { lines, all } = files.length > 0 || paths.length > 0 ? await compare : { lines: [], all: true };
  for (const line of lines) say(line);
  interrupt.throwIfAborted();
  return report.genuine && !unwitnessed && all ? exitCodes.ok : exitCodes.mismatch;
};

function describeReceipt(receipt: Receipt, { terminal: { language } }: Context): string {
  const time = formatInstant(receipt.receivedAt, language);
  return words[language].receiptOf(printable(receipt.firm), printable(receipt.customerNumber), time);
}

async function compareWithFiles(
  receipt: Receipt,
  files: readonly LocalFile[],
  { terminal: { language }, interrupt }: Context,
): Promise<Covered> {
  const comparisons = compareFiles(receipt, await describeFiles(files, interrupt));
  const lines = comparisons.map((each) => describeComparison(each, language));
  const same = comparisons.filter((each) => each.result === 'same').length;
  return {
    lines: [...lines, words[language].checked(same, receipt.files.length)],
    all: comparisons.every(({ result }) => result === 'same' || result === 'missing'),
  };
}

/** A receipt among the files stands for those it names: who erased as promised no longer has them. */
async function compareCertificate(
  certificate: ErasureCertificate,
  files: readonly LocalFile[],
  { terminal: { language }, interrupt }: Context,
): Promise<Covered> {
  const receipts: Receipt[] = [];
  const others: LocalFile[] = [];
  for (const file of files) {
    const receipt = file.path.toLowerCase().endsWith('.json') ? await findReceipt(file.path) : undefined;
    if (receipt) receipts.push(receipt);
    else others.push(file);
  }
  const parts = [
    ...receipts.map((receipt) => compareWithReceipt(certificate, receipt, language)),
    compareErased(certificate, await describeFiles(others, interrupt), language),
  ];
  return { lines: parts.flatMap(({ lines }) => lines), all: parts.every(({ all }) => all) };
}

async function findReceipt(path: string): Promise<Receipt | undefined> {
  try {
    const document = parseDocument(await readFile(path, 'utf8'));
    return document.format === 'schleuse-receipt-v1' ? document : undefined;
  } catch {
    return undefined;
  }
}

async function readDocument(path: string, { terminal }: Context): Promise<SignedDocument> {
  const text = words[terminal.language];
  const content = await readFile(path, 'utf8').catch(() => {
    throw new CommandFailed(exitCodes.usage, text.notThere(printable(path)));
  });
  try {
    return parseDocument(content);
  } catch (error) {
    if (!(error instanceof MalformedDocument)) throw error;
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
