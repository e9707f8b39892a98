import { useEffect, useState } from 'react';

import { fetchFirm } from '../../api/firm.ts';
import type { Published } from './check-receipt.ts';

/** What this server publishes, asked once when the page opens; empty where it cannot be reached. */
export function usePublished(): Published {
  const [published, setPublished] = useState<Published>({});
  useEffect(() => {
    void load().then(setPublished);
  }, []);
  return published;
}

async function load(): Promise<Published> {
  try {
    const firm = await fetchFirm();
    const answer = await fetch(`/log/${firm.id}/checkpoint`);
    return { firm, checkpoint: answer.ok ? await answer.text() : undefined };
  } catch {
    // The check works without; only whose keys they are stays open.
    return {};
  }
}
