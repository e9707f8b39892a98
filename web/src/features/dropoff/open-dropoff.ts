import type { Api, NewDropoff, OpenedDropoff } from '@schleuse/client/api.types';
import { ApiProblem } from '@schleuse/client/problem';

/** A second challenge may come when others in the same network try numbers at the same time. */
const challengesMost = 3;

/**
 * Opens a drop-off. Where the server asks for it, a proof of work is made first: silently, but `onProof` hears of it, as
 * it takes seconds. Rejects with ApiProblem, with code `proof_of_work_failed` when this browser cannot make one.
 */
export async function openDropoff(
  api: Api,
  request: NewDropoff,
  solve: (challenge: unknown) => Promise<string>,
  onProof: () => void,
): Promise<OpenedDropoff> {
  let altcha: string | undefined;
  for (let solved = 0; ; solved += 1) {
    try {
      return await api.openDropoff({ ...request, ...(altcha && { altcha }) });
    } catch (error) {
      const asked = error instanceof ApiProblem && error.code === 'proof_of_work_required';
      if (!asked || solved === challengesMost) throw error;
      onProof();
      altcha = await solve(error.details['challenge'] ?? (await api.challenge())).catch(failed);
    }
  }
}

function failed(cause: unknown): never {
  const problem = new ApiProblem(0, 'proof_of_work_failed', 'The challenge could not be solved.');
  problem.cause = cause;
  throw problem;
}
