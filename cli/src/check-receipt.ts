import type { Firm } from '@schleuse/client/api.types';
import { compareFiles, type FileComparison } from '@schleuse/proofs/compare-files';
import type { Receipt, ReceiptFile } from '@schleuse/proofs/receipt';
import { verifyReceiptFully } from '@schleuse/proofs/verify-receipt-log';

import type { LocalFile } from './collect-files.ts';
import { describeLog } from './describe-log.ts';
import { hashFile } from './hash-file.ts';
import type { Language } from './language.ts';
import { printable } from './terminal.ts';
import { words } from './words.ts';

/** Length and SHA-256 of files here, under the names they have in a receipt. */
export async function describeFiles(files: readonly LocalFile[], signal: AbortSignal): Promise<ReceiptFile[]> {
  const described: ReceiptFile[] = [];
  for (const { path, name, relativePath } of files) {
    described.push({ name: relativePath || name, ...(await hashFile(path, signal)) });
  }
  return described;
}

/** What a fresh receipt says wrongly, in lines; empty when it is as it should be. */
export async function checkReceipt(
  receipt: Receipt,
  firm: Firm,
  files: readonly LocalFile[],
  language: Language,
  signal: AbortSignal,
): Promise<string[]> {
  const { signature, log } = await verifyReceiptFully(receipt, { receiptKey: Buffer.from(firm.receiptKey, 'base64') });
  const faults = compareFiles(receipt, await describeFiles(files, signal)).filter((each) => each.result !== 'same');
  const lines = faults.map((each) => describeComparison(each, language));
  if (log.result === 'failed') lines.unshift(...describeLog(log, receipt, language));
  return signature === 'signed_by_given_key' ? lines : [words[language].signature[signature], ...lines];
}

export function describeComparison(comparison: FileComparison, language: Language): string {
  const text = words[language];
  const renamed = comparison.result === 'same' && comparison.foundAs !== comparison.name;
  const suffix = renamed ? ` ${text.foundAs(printable(comparison.foundAs))}` : '';
  return `${text.result[comparison.result]}: ${printable(comparison.name)}${suffix}`;
}
