/**
 * The errors that reach a client. Each has a stable `code` for programs and a plain `message` for people; the doors
 * (http/problem.ts) are the only translators. Anything else thrown is a fault and its message is never shown.
 */
export class AppError extends Error {
  readonly code: string;
  /** Extra members for the client, shown as they are: no secrets. */
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.details = details;
  }
}

/** The request makes no sense as it is (HTTP 400/422). */
export class InvalidInput extends AppError {}
/** Nobody is signed in, or the token is wrong, foreign, ended or expired (401). */
export class NotAuthenticated extends AppError {}
/** Signed in, but not allowed (403). */
export class NotAllowed extends AppError {}
/** Not there, or not yours: one answer for both (404). */
export class NotFound extends AppError {
  constructor(code = 'not_found', message = 'Not found.') {
    super(code, message);
  }
}
/** It does not fit the present state: wrong offset, already closed (409). */
export class Conflict extends AppError {}
/** A limit of size or number is passed (413). */
export class TooLarge extends AppError {}
/** The range asked for begins behind the end (416, RFC 9110 section 15.5.17). */
export class RangeNotSatisfiable extends AppError {
  constructor() {
    super('range_not_satisfiable', 'The file ends before this range begins.');
  }
}
/** Too many tries (429); `details.retryAfterSeconds` says when to come back. */
export class TooMany extends AppError {}
/** The store has no room now (507). */
export class StorageFull extends AppError {
  constructor() {
    super('storage_full', 'The server has no space left at the moment. What was sent so far is safe.');
  }
}
/** A part the server needs does not answer now; trying again later helps (503). The cause goes to the log only. */
export class Unavailable extends AppError {
  constructor(code: string, message: string, cause?: unknown) {
    super(code, message);
    this.cause = cause;
  }
}
