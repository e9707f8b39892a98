import { ScannerFault } from './scanner-fault.ts';

/** Why the scanner cannot look inside. */
export type UnscannableReason = 'encrypted' | 'too_large' | 'nested_too_deep' | 'takes_too_long';

export type Verdict =
  | { scan: 'clean' }
  /** `finding` is the scanner's name for it. */
  | { scan: 'infected'; finding: string }
  | { scan: 'unscannable'; finding: UnscannableReason };

/**
 * What clamd says of a stream (clamd(8), INSTREAM), without the NUL at its end. Whatever is not exactly one of its
 * sentences is a fault.
 * @throws ScannerFault
 */
export function readAnswer(answer: string): Verdict {
  if (answer === 'stream: OK') return { scan: 'clean' };
  if (answer === 'INSTREAM size limit exceeded. ERROR') throw new ScannerFault('stream_limit');
  const [, finding] = /^stream: ([\x21-\x7e]{1,200}) FOUND$/.exec(answer) ?? [];
  if (finding === undefined) throw new ScannerFault('garbled');
  // Heuristics that say "I could not look" instead of "I found something"; they come with AlertEncrypted and
  // AlertExceedsMax (clamd.conf(5)).
  if (finding.startsWith('Heuristics.Encrypted.')) return { scan: 'unscannable', finding: 'encrypted' };
  if (!finding.startsWith('Heuristics.Limits.Exceeded')) return { scan: 'infected', finding };
  if (finding.endsWith('.MaxScanTime')) throw new ScannerFault('scan_time');
  return { scan: 'unscannable', finding: finding.endsWith('.MaxRecursion') ? 'nested_too_deep' : 'too_large' };
}
