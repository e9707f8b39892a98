/**
 * An answer of the server that is not the wished one (RFC 9457). `code` is stable and meant for programs; `message` is
 * plain English.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** HTTP status; 0 when there was no answer: `unreachable`, or for a file here: `file_changed`. */
  readonly status: number;
  readonly code: string;
  /** Every member of the problem document, such as `retryAfterSeconds` or `challenge`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** True where the same request may work a little later: no line, a busy or restarting server, a full disk. */
  get passing(): boolean {
    return (
      this.code === 'unreachable' ||
      this.status === 408 ||
      this.status === 423 ||
      this.status === 429 ||
      this.status >= 500
    );
  }

  /** When the server wants to be asked again; `otherwise` where it does not say. */
  retryAfterSeconds(otherwise: number): number {
    const seconds = this.details['retryAfterSeconds'];
    return typeof seconds === 'number' && seconds > 0 ? seconds : otherwise;
  }
}

/** Makes a problem of an answer's status and text; a text in another form becomes code `http_<status>`. */
export function problemOf(status: number, body: string): ApiProblem {
  const details = readObject(body);
  const code = typeof details['code'] === 'string' ? details['code'] : `http_${status}`;
  const message = typeof details['detail'] === 'string' ? details['detail'] : `The server answered ${status}.`;
  return new ApiProblem(status, code, message, details);
}

/** The server did not answer at all: no line, refused, aborted on the way, or not in time. */
export function unreachable(cause: unknown): ApiProblem {
  const problem = new ApiProblem(0, 'unreachable', 'The server cannot be reached.');
  problem.cause = cause;
  return problem;
}

function readObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
