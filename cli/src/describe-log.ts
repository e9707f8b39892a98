import type { Receipt } from '@schleuse/proofs/receipt';
import type { LogVerdict } from '@schleuse/proofs/verify-receipt-log';

import { formatInstant, type Language } from './language.ts';
import { printable } from './terminal.ts';
import { words } from './words.ts';

/** What became of a receipt's proof, in lines. */
export function describeLog(verdict: LogVerdict, receipt: Receipt, language: Language): string[] {
  const text = words[language].log;
  if (verdict.result === 'absent') return [text.absent];
  if (verdict.result === 'failed') return [`${text.failed} ${text.reasons[verdict.reason]}`];
  const { index, size, origin, loggedAt, key, cosignatures } = verdict;
  return [
    text.proven(index + 1, size, printable(origin), formatInstant(loggedAt, language)),
    ...cosignatures.map(({ name, at }) => text.witness(printable(name), formatInstant(at.toISOString(), language))),
    ...(key === 'own' ? [text.ownKey, `  ${printable(receipt.verifierKey ?? '')}`] : []),
  ];
}
