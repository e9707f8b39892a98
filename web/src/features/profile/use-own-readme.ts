import { findContact } from '@schleuse/archives/find-contact';
import { useEffect, useState } from 'react';

import type { ChosenFile } from '../dropoff/chosen-files.ts';

const mostBytes = 64 * 1024;

/** Whether the loose files bring a Readme.txt of their own, at most one folder down, that says how to reach the sender. */
export function useOwnReadme(loose: readonly ChosenFile[]): boolean {
  const readme = loose.find(({ path }) => /^([^/]+\/){0,1}readme\.txt$/i.test(path))?.file;
  const [known, setKnown] = useState<{ file: File; good: boolean }>();
  useEffect(() => {
    if (!readme) return;
    let current = true;
    void readme
      .slice(0, mostBytes)
      .text()
      .catch(() => '')
      .then((text) => current && setKnown({ file: readme, good: findContact(text) !== undefined }));
    return () => {
      current = false;
    };
  }, [readme]);
  return readme !== undefined && known?.file === readme && known.good;
}
