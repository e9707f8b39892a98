import { queryOptions } from '@tanstack/react-query';

import { createPasskey } from '../../api/passkeys.ts';
import { requestJson } from '../../api/request.ts';

export type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null };

export const passkeysQuery = queryOptions({
  queryKey: ['account', 'passkeys'],
  queryFn: async ({ signal }) => (await requestJson<{ items: Passkey[] }>('/api/account/passkeys', { signal })).items,
});

/** Asks the server, then the device, then the server again. */
export async function addPasskey({ name, password }: { name: string; password: string }) {
  const options = await requestJson<Record<string, unknown>>('/api/account/passkeys/options', {
    method: 'POST',
    body: { password },
  });
  const response = await createPasskey(options);
  return await requestJson<{ passkey: Passkey; recoveryCodes: string[] }>('/api/account/passkeys', {
    method: 'POST',
    body: { name, response },
  });
}

export const removePasskey = ({ id, password }: { id: string; password: string }) =>
  requestJson<void>(`/api/account/passkeys/${id}`, { method: 'DELETE', body: { password } });
