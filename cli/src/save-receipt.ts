import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Receipt } from '@schleuse/proofs/receipt';

/** Writes both forms of a receipt into a folder, which is made if need be. Returns the path of the JSON. */
export async function saveReceipt(
  folder: string,
  name: string,
  receipt: Receipt,
  pdf: Blob | undefined,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}-${receipt.id.slice(0, 8)}`);
  await writeFile(`${path}.json`, `${JSON.stringify(receipt, null, 2)}\n`);
  if (pdf) await writeFile(`${path}.pdf`, await pdf.bytes());
  return `${path}.json`;
}
