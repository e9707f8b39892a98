import type { NewDropoff } from '@schleuse/client/api.types';
import { ApiProblem } from '@schleuse/client/problem';
import { StrictMode, type ReactNode } from 'react';
import type { Root } from 'react-dom/client';

import { Problem } from '../../api/problem.ts';
import { requestJson } from '../../api/request.ts';
import { createStore } from '../../app/store.ts';
import type { StageViews } from '../dropoff/dropoff-page.tsx';
import { ArrangedDetails } from './arranged-details.tsx';
import { OnlyAsked } from './only-asked.tsx';
import { arrangedWords } from './words.ts';

export type AskedFor = {
  what: string;
  askedBy: string;
  until: string;
  customerNumber: string | null;
  usesLeft: number;
};

export type Arranged = {
  /** What goes along when the drop-off is begun. */
  fields: Partial<NewDropoff>;
  customerNumber: string;
  /** Where this device remembers it: another link is another drop-off. */
  database: string;
  /** Begins it; what the server refuses about the link stands above the form afterwards. */
  noting<T>(opened: Promise<T>): Promise<T>;
  /** Step 1 under what the link says, or why it does not work. */
  detailsOver(Plain: StageViews['Details']): StageViews['Details'];
};

/** Reads what the address carries, and asks the server what the request is about. */
export async function arrange(address: URLSearchParams): Promise<Arranged> {
  const secret = /^#anfrage=([\w-]{43})$/.exec(location.hash)?.[1];
  const caseReference = address.get('fall')?.trim() ?? '';
  const signature = address.get('sig');
  const until = Number(address.get('bis'));
  const firm = address.get('firma');
  const refusal = createStore<string | undefined>(undefined);
  let asked: AskedFor | undefined;
  if (secret) {
    const body = { secret, ...(firm && { firm }) };
    try {
      asked = await requestJson<AskedFor>('/api/requests/look', { method: 'POST', body });
      if (asked.usesLeft === 0) refusal.set('request_used_up');
    } catch (error) {
      if (error instanceof Problem && error.code in arrangedWords.de.refusals) refusal.set(error.code);
      // Without a line the page itself says so.
    }
  } else if (location.hash.startsWith('#anfrage=')) refusal.set('request_unknown');
  return {
    fields: {
      ...(secret && { request: secret }),
      ...(caseReference && { caseReference }),
      ...(signature && { link: { until: Number.isSafeInteger(until) && until > 0 ? until : 0, signature } }),
    },
    customerNumber: asked?.customerNumber ?? address.get('kunde') ?? '',
    database: `schleuse.${secret ? `anfrage.${secret.slice(0, 8)}` : `fall.${caseReference}`}`,
    async noting(opened) {
      try {
        return await opened;
      } catch (error) {
        if (error instanceof ApiProblem && error.code in arrangedWords.de.refusals) refusal.set(error.code);
        throw error;
      }
    },
    detailsOver: (Plain) => (props) => <ArrangedDetails {...props} {...{ asked, caseReference, refusal, Plain }} />,
  };
}

/** Instead of the form, where a firm takes only what it asked for. */
export function showOnlyAsked(root: Root, firm: string): void {
  const page: ReactNode = <OnlyAsked firm={firm} />;
  root.render(<StrictMode>{page}</StrictMode>);
}
