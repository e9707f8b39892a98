/**
 * Why sealed bytes were refused:
 * - `key_size`: the key has the wrong number of bytes
 * - `format`: a header is not one of ours, or of a later version
 * - `truncated`: bytes are missing at the end, or there are too many
 * - `commitment`: the key, the salt or the context is not the one it was sealed with
 * - `forged`: a chunk or sealed key does not authenticate
 * - `misuse`: the caller broke the order of calls
 */
export type SealingFault = 'key_size' | 'format' | 'truncated' | 'commitment' | 'forged' | 'misuse';

export class SealingError extends Error {
  readonly fault: SealingFault;

  constructor(fault: SealingFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealingError';
    this.fault = fault;
  }
}
