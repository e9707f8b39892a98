import { MalformedDocument } from '@schleuse/proofs/read-document';
import { parseReceipt, type Receipt } from '@schleuse/proofs/receipt';

import type { PickedFile } from '../dropoff/chosen-files.ts';

/** `unreadable`: the name of a JSON file that was to be the receipt and is none. */
export type SortedDrop = { receipt: Receipt | undefined; files: PickedFile[]; notReceipt: string | undefined };

/** No receipt is larger: ten thousand files are 3 MB. */
const largestReceipt = 50_000_000;

/** Finds the receipt among what was dropped; everything else is a file to compare. */
export async function sortDrop(picked: readonly PickedFile[], hasReceipt: boolean): Promise<SortedDrop> {
  const sorted: SortedDrop = { receipt: undefined, files: [], notReceipt: undefined };
  for (const each of picked) {
    const receipt = sorted.receipt ? undefined : await readReceipt(each);
    if (receipt) sorted.receipt = receipt;
    else sorted.files.push(each);
  }
  const needed = !hasReceipt && !sorted.receipt;
  if (needed) sorted.notReceipt = sorted.files.find(isJson)?.path;
  if (sorted.notReceipt !== undefined) sorted.files = sorted.files.filter((each) => each.path !== sorted.notReceipt);
  return sorted;
}

async function readReceipt(picked: PickedFile): Promise<Receipt | undefined> {
  if (!isJson(picked) || picked.file.size > largestReceipt) return undefined;
  try {
    return parseReceipt(await picked.file.text());
  } catch (error) {
    // What cannot be read at all is named when its checksum fails.
    if (error instanceof MalformedDocument || error instanceof DOMException) return undefined;
    throw error;
  }
}

const isJson = ({ path }: PickedFile): boolean => /\.json$/i.test(path);
