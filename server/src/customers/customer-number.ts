import { InvalidInput } from '../errors.ts';
import { compileSafePattern } from '../safe-pattern.ts';

const longest = 32;

/**
 * A customer number as it is kept and shown: without spaces around, one space at most within, and with plain hyphens,
 * since text programs replace them and people copy from letters.
 */
export function tidyNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => (/\s/.test(character) ? ' ' : ''))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/\p{Pd}|−/gu, '-');
}

/** What two spellings of one number have in common; the database compares the same (column number_key). */
export function numberKey(tidy: string): string {
  return tidy.replaceAll(' ', '').toUpperCase();
}

/** A checker for numbers of a firm: as typed, in capitals, or without spaces, one of these must fit the pattern. */
export function numberFormat(pattern: string): (tidy: string) => boolean {
  const fits = compileSafePattern(pattern);
  return (tidy) => {
    if (tidy.length < 1 || tidy.length > longest) return false;
    const upper = tidy.toUpperCase();
    return [tidy, upper, tidy.replaceAll(' ', ''), upper.replaceAll(' ', '')].some((form) => fits(form));
  };
}

/** @throws InvalidInput `customer_number_malformed` with the firm's example */
export function requireNumberFormat(
  firm: { customerNumberPattern: string; customerNumberExample: string },
  tidy: string,
) {
  if (numberFormat(firm.customerNumberPattern)(tidy)) return;
  const example = firm.customerNumberExample;
  throw new InvalidInput('customer_number_malformed', 'This is not how customer numbers of this firm look.', {
    example,
  });
}
