import {
  type AppError,
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  StorageFull,
  TooLarge,
  TooMany,
  Unavailable,
} from '../errors.ts';

/** An error on its way from one process to another. */
export type PassedError = { name: string; code: string; message: string; details: Record<string, unknown> };

export function packError({ name, code, message, details }: AppError): PassedError {
  return { name, code, message, details };
}

const classes = { Conflict, InvalidInput, NotAllowed, TooLarge, TooMany, Unavailable };

/** The same error again; of an unknown class it is one that says nothing. */
export function unpackError({ name, code, message, details }: PassedError): Error {
  if (name === 'NotFound') return new NotFound(code, message);
  if (name === 'StorageFull') return new StorageFull();
  if (name === 'Unavailable') return new Unavailable(code, message);
  if (!(name in classes)) return new Error('an error of an unknown kind was passed on');
  const Class = classes[name as Exclude<keyof typeof classes, 'Unavailable'>];
  return new Class(code, message, details);
}
