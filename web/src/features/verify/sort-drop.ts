import { MalformedDocument } from '@schleuse/proofs/read-document';
import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import { parseDocument, type SignedDocument } from '@schleuse/proofs/parse-document';
import type { Receipt } from '@schleuse/proofs/receipt';

import type { PickedFile } from '../dropoff/chosen-files.ts';

/** `unreadable`: the name of a JSON file that was to be the receipt and is none. */
export type SortedDrop = {
  receipt: Receipt | undefined;
  certificate: ErasureCertificate | undefined;
  files: PickedFile[];
  notReceipt: string | undefined;
};

/** No receipt is larger: ten thousand files are 3 MB. */
const largestReceipt = 50_000_000;

/** Finds the receipt and the erasure certificate among what was dropped; everything else is a file to compare. */
export async function sortDrop(picked: readonly PickedFile[], hasDocument: boolean): Promise<SortedDrop> {
  const sorted: SortedDrop = { receipt: undefined, certificate: undefined, files: [], notReceipt: undefined };
  for (const each of picked) {
    const document = sorted.receipt && sorted.certificate ? undefined : await readDocument(each);
    if (document?.format === 'schleuse-receipt-v1' && !sorted.receipt) sorted.receipt = document;
    else if (document?.format === 'schleuse-erasure-v1' && !sorted.certificate) sorted.certificate = document;
    else sorted.files.push(each);
  }
  const needed = !hasDocument && !sorted.receipt && !sorted.certificate;
  if (needed) sorted.notReceipt = sorted.files.find(isJson)?.path;
  if (sorted.notReceipt !== undefined) sorted.files = sorted.files.filter((each) => each.path !== sorted.notReceipt);
  return sorted;
}

async function readDocument(picked: PickedFile): Promise<SignedDocument | undefined> {
  if (!isJson(picked) || picked.file.size > largestReceipt) return undefined;
  try {
    return parseDocument(await picked.file.text());
  } catch (error) {
    // What cannot be read at all is named when its checksum fails.
    if (error instanceof MalformedDocument || error instanceof DOMException) return undefined;
    throw error;
  }
}

const isJson = ({ path }: PickedFile): boolean => /\.json$/i.test(path);
