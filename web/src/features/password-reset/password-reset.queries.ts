import { Problem } from '../../api/problem.ts';
import { requestJson } from '../../api/request.ts';
import { solveChallenge } from '../../api/solve-challenge.ts';

/** After many requests the server asks for a proof of work; `onProof` is called when this device begins with it. */
export async function askForPasswordReset(email: string, onProof: () => void): Promise<void> {
  try {
    await ask({ email });
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'proof_of_work_required')) throw error;
    onProof();
    await ask({ email, altcha: await solveChallenge(error.details['challenge']) });
  }
}

const ask = (body: { email: string; altcha?: string }) =>
  requestJson<{ ok: true }>('/api/password-resets', { method: 'POST', body });

export const lookAtPasswordReset = (token: string) =>
  requestJson<{ email: string; firmName: string }>('/api/password-resets/look', { method: 'POST', body: { token } });

export const resetPassword = (body: { token: string; password: string }) =>
  requestJson<void>('/api/password-resets/complete', { method: 'POST', body });
