import { readSearchWord } from './inbox-search.ts';

/** What of the protocol is shown; part of its address, so that it can be sent to a colleague. Days are `2026-11-21`. */
export type ProtocolSearch = { suche?: string; art?: string; wer?: string; von?: string; bis?: string };

export function readProtocolSearch(search: Record<string, unknown>): ProtocolSearch {
  const text = (name: string, form: RegExp) => {
    const value = search[name];
    return typeof value === 'string' && form.test(value) ? { [name]: value } : {};
  };
  return {
    ...readSearchWord(search),
    ...text('art', /^[a-z-]{1,40}$/),
    ...text('wer', /^[a-z0-9-]{1,40}$/),
    ...text('von', /^\d{4}-\d\d-\d\d$/),
    ...text('bis', /^\d{4}-\d\d-\d\d$/),
  };
}
