import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

import {
  AppError,
  Conflict,
  InvalidInput,
  NotAllowed,
  NotAuthenticated,
  NotFound,
  RangeNotSatisfiable,
  StorageFull,
  TooLarge,
  TooMany,
  Unavailable,
} from '../errors.ts';

/** RFC 9457 problem details; `code` is stable, `detail` is for people. */
export type Problem = { type: string; title: string; status: number; code: string; detail: string } & Record<
  string,
  unknown
>;

const statusOf: [new (...args: never[]) => AppError, number][] = [
  [InvalidInput, 400],
  [NotAuthenticated, 401],
  [NotAllowed, 403],
  [NotFound, 404],
  [Conflict, 409],
  [TooLarge, 413],
  [RangeNotSatisfiable, 416],
  [TooMany, 429],
  [Unavailable, 503],
  [StorageFull, 507],
];

/** The problem a client is shown for an error; a fault that is not ours shows nothing of itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) {
    const status = statusOverride[error.code] ?? statusOf.find(([kind]) => error instanceof kind)?.[1] ?? 500;
    return problem(status, error.code, error.message, error.details);
  }
  const known = error as Partial<FastifyError>;
  if (known.validation) {
    return problem(400, 'invalid_request', 'The request does not have the expected form.', {
      errors: known.validation.map((v) => ({ path: v.instancePath, message: v.message ?? 'invalid' })),
    });
  }
  if (typeof known.statusCode === 'number' && known.statusCode >= 400 && known.statusCode < 500) {
    return problem(known.statusCode, codeOfStatus[known.statusCode] ?? 'bad_request', 'The request was refused.', {});
  }
  return problem(500, 'internal_error', 'Something went wrong on the server. Nothing that was confirmed is lost.', {});
}

/** Codes whose status the protocols fix otherwise than their class does. */
const statusOverride: Record<string, number> = {
  checksum_mismatch: 460,
  tus_version_unsupported: 412,
  expired: 410,
  offset_content_type: 415,
  proof_of_work_required: 428,
};

const codeOfStatus: Record<number, string> = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
};

function problem(status: number, code: string, detail: string, details: Record<string, unknown>): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail, ...details };
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  460: 'Checksum Mismatch',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};

// The database is back within seconds after a restart; programs that try again by themselves need a figure.
const UNAVAILABLE_SECONDS = 5;

/** Sends an error as problem+json; only real faults are logged with their stack. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = problemOf(error);
  if (answer.status >= 500 && answer.status !== 507) request.log.error({ err: error }, 'request failed');
  const retryAfter = answer['retryAfterSeconds'] ?? (answer.status === 503 ? UNAVAILABLE_SECONDS : undefined);
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
  void reply.code(answer.status).type('application/problem+json').send(answer);
}
