import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import type { Receipt, ReceiptFile } from '@schleuse/proofs/receipt';
import { useEffect, useRef, useState } from 'react';

import type { PickedFile } from '../dropoff/chosen-files.ts';
import { createFileHasher, type FileHasher } from './file-hasher.ts';
import { sortDrop } from './sort-drop.ts';

export type Comparison = {
  receipt?: Receipt | undefined;
  certificate?: ErasureCertificate | undefined;
  /** Files whose checksum is known. */
  found: readonly ReceiptFile[];
  /** Being reckoned; bytes of all files dropped so far. */
  doneBytes: number;
  allBytes: number;
  busy: boolean;
  unreadable: readonly string[];
  notReceipt?: string | undefined;
};

const nothing: Comparison = { found: [], doneBytes: 0, allBytes: 0, busy: false, unreadable: [] };

/** Takes the receipt and the files in any order and reckons their checksums, one after the other. */
export function useComparison() {
  const [state, setState] = useState(nothing);
  const hasher = useRef<FileHasher>(undefined);
  // What was begun before "check another receipt" must not come into the next one.
  const round = useRef(0);
  const documentHere = useRef(false);
  useEffect(() => {
    hasher.current = createFileHasher();
    return () => hasher.current?.end();
  }, []);

  async function take(picked: readonly PickedFile[], unreadable: readonly string[] = []): Promise<void> {
    const own = round.current;
    const sorted = await sortDrop(picked, documentHere.current);
    if (own !== round.current) return;
    if (sorted.receipt ?? sorted.certificate) documentHere.current = true;
    const bytes = sorted.files.reduce((sum, { file }) => sum + file.size, 0);
    setState((now) => ({
      ...now,
      receipt: sorted.receipt ?? now.receipt,
      certificate: sorted.certificate ?? now.certificate,
      notReceipt: sorted.notReceipt,
      allBytes: now.allBytes + bytes,
      busy: now.busy || sorted.files.length > 0,
      unreadable: [...now.unreadable, ...unreadable],
    }));
    await Promise.all(sorted.files.map((each) => hashOne(each, own)));
  }

  async function hashOne({ path, file }: PickedFile, own: number): Promise<void> {
    let before = 0;
    const advance = (bytes: number, change: (now: Comparison) => Partial<Comparison> = () => ({})) => {
      const step = bytes - before;
      before = bytes;
      if (own !== round.current) return;
      setState((now) => {
        const doneBytes = now.doneBytes + step;
        return { ...now, doneBytes, busy: doneBytes < now.allBytes, ...change(now) };
      });
    };
    try {
      const sha256 = await hasher.current?.hash(file, (done) => advance(done));
      if (sha256 === undefined) return;
      const one: ReceiptFile = { name: path, size: file.size, sha256 };
      // Dropped again, perhaps after it was changed: the newest counts.
      advance(file.size, (now) => ({ found: [...now.found.filter(({ name }) => name !== path), one] }));
    } catch {
      advance(file.size, (now) => ({ unreadable: [...now.unreadable, path] }));
    }
  }

  function reset(): void {
    round.current += 1;
    documentHere.current = false;
    setState(nothing);
  }

  return { ...state, take, reset };
}
