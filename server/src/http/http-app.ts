import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';

import type { AnonymousActor, StaffActor, SubmitterActor } from '../actor.ts';
import { NotAuthenticated } from '../errors.ts';

export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What a session cookie stands for. An `enrol` session may only set up its second factor. */
export type StaffSession = { actor: StaffActor; scope: 'full' | 'enrol' };

/** Turns the secrets of a request into actors; undefined means wrong, ended or expired. */
export type ActorFinder = {
  findStaff(sessionToken: string): Promise<StaffSession | undefined>;
  findSubmitter(dropoffToken: string): Promise<SubmitterActor | undefined>;
};

declare module 'fastify' {
  interface FastifyInstance {
    actorFinder: ActorFinder;
    cookieName: string;
  }
  interface FastifyContextConfig {
    /** Bodies may take as long as they like: the route itself cuts those that do not come. */
    patientBody?: boolean;
  }
}

/**
 * The signed-in member of staff of this request.
 * @throws NotAuthenticated without a live session, or with one that may only enrol a second factor (unless allowed).
 */
export async function requireStaff(request: FastifyRequest, allowed: { enrol?: boolean } = {}): Promise<StaffActor> {
  const session = await findStaffSession(request);
  if (!session) throw new NotAuthenticated('not_signed_in', 'Please sign in.');
  if (session.scope === 'enrol' && !allowed.enrol) {
    throw new NotAuthenticated('totp_enrolment_required', 'A second factor must be set up first.');
  }
  return session.actor;
}

/** Like requireStaff, but undefined instead of an error, and with the scope. */
export async function findStaffSession(request: FastifyRequest): Promise<StaffSession | undefined> {
  const token = request.cookies[request.server.cookieName];
  return token ? await request.server.actorFinder.findStaff(token) : undefined;
}

/**
 * The submitter whose drop-off token this request carries (`Authorization: Bearer …`).
 * @throws NotAuthenticated when the token is missing, wrong, or its drop-off is gone.
 */
export async function requireSubmitter(request: FastifyRequest): Promise<SubmitterActor> {
  const token = bearerToken(request);
  const actor = token ? await request.server.actorFinder.findSubmitter(token) : undefined;
  if (!actor) throw new NotAuthenticated('token_invalid', 'The token of this drop-off is not valid (any more).');
  return actor;
}

export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/=-]{16,256})$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Somebody unknown on a page of this firm. */
export function anonymousOf(firmId: string): AnonymousActor {
  return { kind: 'anonymous', firmId };
}
