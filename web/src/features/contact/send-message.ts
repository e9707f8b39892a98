import { Problem } from '../../api/problem.ts';
import { requestJson } from '../../api/request.ts';
import { solveChallenge } from '../../api/solve-challenge.ts';

export type Kind = 'message' | 'password';
export type MessageForm = { kind: Kind; text: string; name: string; contact: string; reference: string };

/** Two tries at a task: it may have become harder while the first was solved. */
const rounds = 3;

/**
 * Sends it, solving the task the server asks for. @param token of a drop-off it belongs to
 * @throws Problem, `unsolved` where the browser cannot solve tasks
 */
export async function sendMessage(form: MessageForm, token: string | undefined): Promise<void> {
  let altcha: string | undefined;
  for (let round = 1; ; round += 1) {
    try {
      const body = { ...form, ...(altcha !== undefined && { altcha }) };
      await requestJson('/api/messages', { method: 'POST', body, ...(token !== undefined && { token }) });
      return;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'proof_of_work_required' || round === rounds) throw error;
      altcha = await solveChallenge(error.details['challenge']).catch(() => {
        throw new Problem(0, 'unsolved', 'The task was not solved.');
      });
    }
  }
}
