import type { Receipt } from '@schleuse/proofs/receipt';

import type { Api, Dropoff, DropoffAccess, Firm, OpenedDropoff } from './api.types.ts';
import { ApiProblem } from './problem.ts';
import { request, requestJson } from './request.ts';

/**
 * The server as a sender sees it.
 *
 * @param options.baseUrl the server's address; empty in its own pages
 */
export function createApi({ baseUrl = '' }: { baseUrl?: string } = {}): Api {
  const base = baseUrl.replace(/\/+$/, '');
  const dropoffUrl = (access: DropoffAccess, rest = ''): string =>
    `${base}/api/dropoffs/${encodeURIComponent(access.id)}${rest}`;

  return {
    baseUrl: base,
    firm: (firm, profile) => {
      const query = String(new URLSearchParams({ ...(firm && { firm }), ...(profile && { profile }) }));
      return requestJson<Firm>(`${base}/api/firm${query && `?${query}`}`);
    },
    challenge: () => requestJson<unknown>(`${base}/api/challenge`),
    openDropoff: (body) => requestJson<OpenedDropoff>(`${base}/api/dropoffs`, { method: 'POST', body }),
    dropoff: (access, signal) => requestJson<Dropoff>(dropoffUrl(access), { token: access.token, signal }),
    changeDropoff: (access, change) =>
      requestJson<void>(dropoffUrl(access), { method: 'PATCH', body: change, token: access.token }),
    submit: (access, expectedFiles) => submit(dropoffUrl(access, '/submit'), access.token, expectedFiles),

    async removeUpload(access, uploadId) {
      const url = `${base}/api/uploads/${encodeURIComponent(uploadId)}`;
      try {
        await request(url, { method: 'DELETE', token: access.token, tus: true });
      } catch (error) {
        // Gone is gone, whoever did it.
        if (!(error instanceof ApiProblem && [404, 410].includes(error.status))) throw error;
      }
    },

    async receiptPdf(access, language) {
      const url = dropoffUrl(access, `/receipt.pdf${language ? `?language=${language}` : ''}`);
      const answer = await request(url, { token: access.token, accept: 'application/pdf' });
      return await answer.blob();
    },
  };
}

/** The server may have to read large files once more before it signs; until then it asks to be asked again. */
async function submit(url: string, token: string, expectedFiles: number | undefined): Promise<Receipt> {
  const body = expectedFiles === undefined ? {} : { expectedFiles };
  for (;;) {
    try {
      return await requestJson<Receipt>(url, { method: 'POST', body, token });
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'files_being_checked')) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterSeconds(5) * 1000));
    }
  }
}
