import type { EventProof } from '@schleuse/proofs/event-entry';
import type { LogVerdict } from '@schleuse/proofs/verify-log-proof';

import { formatInstant, type Language } from './language.ts';
import { printable } from './terminal.ts';
import { words } from './words.ts';

/** What became of a document's proof, in lines. */
export function describeLog(verdict: LogVerdict, document: Partial<EventProof>, language: Language): string[] {
  const text = words[language].log;
  if (verdict.result === 'absent') return [text.absent];
  if (verdict.result === 'failed') return [`${text.failed} ${text.reasons[verdict.reason]}`];
  const { index, size, origin, loggedAt, key, cosignatures } = verdict;
  return [
    text.proven(index + 1, size, printable(origin), formatInstant(loggedAt, language)),
    ...cosignatures.map(({ name, at }) => text.witness(printable(name), formatInstant(at.toISOString(), language))),
    ...(key === 'own' ? [text.ownKey, `  ${printable(document.verifierKey ?? '')}`] : []),
  ];
}
