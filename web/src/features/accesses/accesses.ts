import { requestJson } from '../../api/request.ts';

export type Access = {
  at: string;
  kind: string;
  by: 'owner' | 'agent' | 'submitter' | 'system' | 'anonymous';
  file: { id: string; name: string | null } | null;
  /** Its place in the firm's log, from 0; null until the next checkpoint. */
  index: number | null;
};

/** Which drop-off, and the secret that opens its page. */
export type AccessKey = { id: string; token: string };

/** Reads `#<id>.<token>`; a fragment is never sent to a server. Undefined when it is not whole. */
export function readAccessKey(fragment: string): AccessKey | undefined {
  const [, id, token] = /^#?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w.~-]{16,200})$/i.exec(fragment) ?? [];
  return id !== undefined && token !== undefined ? { id: id.toLowerCase(), token } : undefined;
}

export async function fetchAccesses({ id, token }: AccessKey): Promise<Access[]> {
  return (await requestJson<{ items: Access[] }>(`/api/dropoffs/${id}/accesses`, { token })).items;
}

export type AgreementState = 'in-force' | 'requested' | 'none';

/** Whether a processing agreement with the sender is in force; asking for one answers the same. */
export async function agreementState({ id, token }: AccessKey, method: 'GET' | 'POST'): Promise<AgreementState> {
  return (await requestJson<{ state: AgreementState }>(`/api/dropoffs/${id}/agreement`, { method, token })).state;
}

export type AccessEntry = Access & { times: number };

const oneGoMs = 15 * 60_000;

/** The same person's kind doing the same again within a quarter of an hour is one entry: a file comes in many ranges. */
export function gatherAccesses(items: readonly Access[]): AccessEntry[] {
  const entries: AccessEntry[] = [];
  for (const item of items) {
    const same = entries.findLast(
      ({ kind, by, file }) => kind === item.kind && by === item.by && file?.id === item.file?.id,
    );
    if (same && Math.abs(Date.parse(same.at) - Date.parse(item.at)) < oneGoMs) same.times += 1;
    else entries.push({ ...item, times: 1 });
  }
  return entries;
}
