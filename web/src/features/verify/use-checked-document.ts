import type { SignedDocument } from '@schleuse/proofs/parse-document';
import { useEffect, useState } from 'react';

import { checkDocument, type CheckedDocument, type Published } from './check-receipt.ts';

/** The check of a document; undefined while it runs, `unsupported` where this browser cannot. */
export function useCheckedDocument(
  document: SignedDocument,
  published: Published,
): CheckedDocument | 'unsupported' | undefined {
  const [checked, setChecked] = useState<CheckedDocument | 'unsupported'>();
  useEffect(() => {
    let current = true;
    const check = async () => {
      const result = await checkDocument(document, published);
      if (current) setChecked(result ?? 'unsupported');
    };
    void check();
    return () => {
      current = false;
    };
  }, [document, published]);
  return checked;
}
