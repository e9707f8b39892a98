import { type CustomTypesConfig, types } from 'pg';

const int8 = 20;

/** How values arrive: as pg does it (jsonb parsed, bytea a Buffer, timestamptz a Date), but int8 as a number. */
export const valueTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary' ? parseSafeInteger : types.getTypeParser(oid, format)) as never,
};

/** Sizes and counts stay below 2^53; anything larger is refused rather than rounded. */
function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a number from the database is too large for JavaScript');
  return value;
}
