import type { ReceiptFile } from './receipt.ts';

/**
 * `same`: the bytes of the receipt, perhaps under another name (`foundAs`). `differs`: the name is there, the bytes are
 * others. `missing`: in the receipt only. `extra`: not in the receipt.
 */
export type FileComparison =
  | { result: 'same'; name: string; expected: ReceiptFile; foundAs: string }
  | { result: 'differs'; name: string; expected: ReceiptFile; found: ReceiptFile }
  | { result: 'missing'; name: string; expected: ReceiptFile }
  | { result: 'extra'; name: string; found: ReceiptFile };

/**
 * Puts files at hand beside those of a receipt, one with one: first by name and bytes, then by name, then by bytes
 * (renamed), last by name without folder. Answers in the receipt's order, extra files at the end.
 */
export function compareFiles(
  receipt: { files: readonly ReceiptFile[] },
  found: readonly ReceiptFile[],
): FileComparison[] {
  const partners = new Map<ReceiptFile, ReceiptFile>();
  const left = new Set(found);
  for (const keyOf of [nameAndBytes, fullName, bytesOnly, nameOnly]) {
    const candidates = Map.groupBy(left, keyOf);
    for (const expected of receipt.files) {
      if (partners.has(expected)) continue;
      const partner = candidates.get(keyOf(expected))?.shift();
      if (!partner) continue;
      partners.set(expected, partner);
      left.delete(partner);
    }
  }
  const results = receipt.files.map((expected) => compareOne(expected, partners.get(expected)));
  const extra = [...left].map((file): FileComparison => ({ result: 'extra', name: file.name, found: file }));
  return [...results, ...extra];
}

function compareOne(expected: ReceiptFile, found: ReceiptFile | undefined): FileComparison {
  const { name } = expected;
  if (!found) return { result: 'missing', name, expected };
  if (bytesOnly(found) === bytesOnly(expected)) return { result: 'same', name, expected, foundAs: found.name };
  return { result: 'differs', name, expected, found };
}

// macOS hands out decomposed names (NFD), most others composed ones: the same name to a person.
const fullName = (file: ReceiptFile): string => file.name.normalize('NFC');
const bytesOnly = (file: ReceiptFile): string => `${file.size} ${file.sha256}`;
const nameAndBytes = (file: ReceiptFile): string => `${bytesOnly(file)} ${fullName(file)}`;
const nameOnly = (file: ReceiptFile): string => fullName(file).replace(/^.*\//s, '');
