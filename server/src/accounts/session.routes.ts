import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { NotAuthenticated } from '../errors.ts';
import { clientKey } from '../http/client-address.ts';
import { findStaffSession, type HttpApp } from '../http/http-app.ts';
import { clearSessionCookie, originOf, setSessionCookie } from '../http/session-cookie.ts';
import { Email, Password, SessionView, signedInOnly, Token } from './account-schemas.ts';
import type { Accounts } from './accounts.service.ts';
import { PasskeyAnswer } from './passkey-schemas.ts';
import type { SessionViewer } from './session-view.ts';

export type SessionRoutesDeps = {
  accounts: Pick<Accounts, 'signIn' | 'ownAccount' | 'endSession' | 'lookAtInvitation' | 'acceptInvitation'>;
  viewSession: SessionViewer;
};

const tags = ['session'];

/** Signing in and out, and the way in for those who were invited. */
export function registerSessionRoutes(app: HttpApp, deps: SessionRoutesDeps): void {
  const { accounts, viewSession: view } = deps;

  app.post(
    '/api/session',
    {
      schema: {
        tags,
        summary: 'Sign in; sets the cookie',
        description:
          'Errors: 401 `credentials_wrong`, `code_required` (with `methods`: `totp`, `passkey`), `code_wrong`, `passkey_wrong`; 428 `proof_of_work_required` with a ' +
          '`challenge` whose solution goes into `altcha`; 429 `rate_limited`.',
        body: Type.Object({
          email: Email,
          password: Password,
          code: Type.Optional(Type.String({ maxLength: 64, description: 'Six digits, or a recovery code' })),
          passkey: Type.Optional(PasskeyAnswer),
          altcha: Type.Optional(Type.String({ maxLength: 8192 })),
        }),
        response: { 200: SessionView },
      },
    },
    async (request, reply) => {
      const signedIn = await accounts.signIn({
        ...request.body,
        passkey: request.body.passkey as AuthenticationResponseJSON | undefined,
        clientKey: clientKey(request),
        from: originOf(request),
      });
      // The browser forgets the session it had; it should not go on without one.
      const before = await findStaffSession(request);
      if (before) await accounts.endSession(before.actor);
      setSessionCookie(request, reply, signedIn.session.token);
      return view(signedIn.account, signedIn.actor.firmId, signedIn.session.scope);
    },
  );

  app.get(
    '/api/session',
    { schema: { tags, summary: 'Who is signed in', security: signedInOnly, response: { 200: SessionView } } },
    async (request) => {
      const session = await findStaffSession(request);
      if (!session) throw new NotAuthenticated('not_signed_in', 'Please sign in.');
      return view(await accounts.ownAccount(session.actor), session.actor.firmId, session.scope);
    },
  );

  app.delete(
    '/api/session',
    { schema: { tags, summary: 'Sign out', response: { 204: Type.Null() } } },
    async (request, reply) => {
      const session = await findStaffSession(request);
      if (session) await accounts.endSession(session.actor);
      clearSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/invitations/look',
    {
      schema: {
        tags,
        summary: 'What an invitation is for',
        body: Type.Object({ token: Token }),
        response: {
          200: Type.Object({
            firmName: Type.String(),
            email: Type.String(),
            role: SessionView.properties.account.properties.role,
          }),
        },
      },
    },
    async (request) => accounts.lookAtInvitation(request.body.token),
  );

  app.post(
    '/api/invitations/accept',
    {
      schema: {
        tags,
        summary: 'Accept an invitation with a name and a password; signs in',
        body: Type.Object({ token: Token, name: Type.String({ maxLength: 400 }), password: Password }),
        response: { 200: SessionView },
      },
    },
    async (request, reply) => {
      const { token, ...person } = request.body;
      const signedIn = await accounts.acceptInvitation(token, person, originOf(request));
      setSessionCookie(request, reply, signedIn.session.token);
      return view(signedIn.account, signedIn.actor.firmId, signedIn.session.scope);
    },
  );
}

/** For the set-up route of firms/: the owner who was just made is signed in on this browser. */
export async function signInNewOwner(
  accounts: Pick<Accounts, 'signInNewOwner'>,
  request: FastifyRequest,
  reply: FastifyReply,
  owner: { firmId: string; ownerId: string },
): Promise<void> {
  const { session } = await accounts.signInNewOwner(owner, originOf(request));
  setSessionCookie(request, reply, session.token);
}
