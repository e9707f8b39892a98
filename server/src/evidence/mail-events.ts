import type { FirmTransaction } from '../db/database.ts';
import { recordEvent } from './record-event.ts';

/** A mail that nobody took for days: somebody must be told on another way. */
export async function recordMailGivenUp(
  tx: FirmTransaction,
  firmId: string,
  mail: { id: string; kind: string; dropoffId: string | null; attempts: number },
): Promise<void> {
  const details = { mailId: mail.id, mailKind: mail.kind, attempts: mail.attempts };
  await recordEvent(
    tx,
    { kind: 'system', firmId, task: 'send-mail' },
    mail.dropoffId === null
      ? { kind: 'mail-given-up', subjectKind: 'firm', subjectId: firmId, details }
      : { kind: 'mail-given-up', subjectKind: 'dropoff', subjectId: mail.dropoffId, details },
  );
}
