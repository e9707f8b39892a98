/**
 * Why there is no verdict; none of them ever makes a file clean. `stream_limit`: clamd takes no stream of this length
 * (StreamMaxLength); `scan_time`: it gave up after its MaxScanTime; `garbled`: it answered what the protocol does not
 * know; `signatures_missing` to `harmless_found`: it failed the self-test (scanner-check.ts).
 */
export type FaultReason =
  | 'unreachable'
  | 'silent'
  | 'closed_early'
  | 'garbled'
  | 'stream_limit'
  | 'scan_time'
  | 'signatures_missing'
  | 'signatures_old'
  | 'archives_not_opened'
  | 'encrypted_not_reported'
  | 'limits_not_reported'
  | 'harmless_found';

/** The scanner did not do its work. */
export class ScannerFault extends Error {
  readonly reason: FaultReason;

  constructor(reason: FaultReason, cause?: unknown) {
    super(`the virus scanner failed: ${reason}`, { cause });
    this.name = 'ScannerFault';
    this.reason = reason;
  }
}
