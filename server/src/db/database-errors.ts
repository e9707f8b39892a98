import { InvalidInput, Unavailable } from '../errors.ts';

/** Told to the operator in one line at start; there is nothing to do but to mend the cause and start again. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** What PostgreSQL says in an error, as far as it holds no row contents. */
type PostgresError = Error & { code?: string; constraint?: string; detail?: unknown; where?: unknown };

// Class 08: connection exception; 57P01–57P03: shut down, crashed, starting up; 53300: no connection left
// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
const lostStates = /^(08...|57P0[1-5]|53300)$/;
const lostSystemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const lostMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

// 22021: a character PostgreSQL's text cannot hold (U+0000); 22P02, 22P05: text that is none of the type wanted.
const unfitText = new Set(['22021', '22P02', '22P05']);

/** Whether the error says that the database cannot be reached (any more), and not that it refused something. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (!(error instanceof Error)) return false;
  const { code, message } = error as PostgresError;
  return lostStates.test(code ?? '') || lostSystemCodes.has(code ?? '') || lostMessages.test(message);
}

/**
 * Makes an error of the driver fit to travel: a lost connection becomes Unavailable, and the parts of PostgreSQL's
 * errors that quote rows ("Key (email)=(…) already exists") are taken off, since errors end up in the log. Text that the
 * database cannot hold is the sender's fault, and its message quotes what was typed: it becomes InvalidInput.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof Unavailable) return error;
  if (isConnectionLost(error)) {
    return new Unavailable('database_unavailable', 'The database cannot be reached at the moment.', error);
  }
  if (error instanceof Error && 'severity' in error) {
    if (unfitText.has((error as PostgresError).code ?? '')) {
      return new InvalidInput('text_invalid', 'The request holds characters or ids that cannot be.');
    }
    delete (error as PostgresError).detail;
    delete (error as PostgresError).where;
  }
  return error;
}

/** Whether this error says that a row with the same unique key is already there; `constraint` narrows it to one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: broken } = error as PostgresError;
  return code === '23505' && (constraint === undefined || broken === constraint);
}
