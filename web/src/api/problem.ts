/** An answer of the server that is not the wished one; `code` is stable, see docs and `/api/openapi.json`. */
export class Problem extends Error {
  readonly code: string;
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** Further members of the problem document, such as `retryAfterSeconds` or `challenge`. */
  readonly details: Record<string, unknown>;

  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Reads a problem from an answer; an answer in another form becomes `http_<status>`. */
export async function readProblem(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as Record<string, unknown>;
    const code = typeof body['code'] === 'string' ? body['code'] : `http_${answer.status}`;
    return new Problem(answer.status, code, typeof body['detail'] === 'string' ? body['detail'] : code, body);
  } catch {
    return new Problem(answer.status, `http_${answer.status}`, answer.statusText);
  }
}
