import type { SubmitterActor } from '../actor.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { Dropoffs } from './dropoffs.service.ts';
import { packError } from './passed-error.ts';
import { answerSubmitRequest, findSubmitRequest } from './submit-requests.queries.ts';

export const answerSubmitTask = 'answer-submit';

export type AnswerSubmitDeps = {
  database: Database;
  dropoffs: Pick<Dropoffs, 'submit'>;
  /** An intake process has every file wait for a scanner; where there is none, this ends it. */
  wakeScanner(): Promise<void>;
};

/** Does what an intake process asked for; may run twice, since handing over twice gives the same receipt. */
export async function answerSubmit(
  { database, dropoffs, wakeScanner }: AnswerSubmitDeps,
  { firmId, requestId }: { firmId: string; requestId: string },
): Promise<void> {
  const request = await database.inFirm(firmId, (tx) => findSubmitRequest(tx, requestId));
  if (!request || request.answered_at) return;
  const { dropoff_id: dropoffId, expected_files: expected } = request;
  const actor: SubmitterActor = { kind: 'submitter', firmId, dropoffId };
  let answer: object | undefined;
  try {
    await wakeScanner();
    await dropoffs.submit(actor, dropoffId, expected === null ? {} : { expectedFiles: expected });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    answer = packError(error);
  }
  await database.inFirm(firmId, (tx) => answerSubmitRequest(tx, requestId, answer));
}
