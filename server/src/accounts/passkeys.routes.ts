import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { type Static, Type } from 'typebox';

import { clientKey } from '../http/client-address.ts';
import { findStaffSession, type HttpApp, requireStaff } from '../http/http-app.ts';
import { originOf, setSessionCookie } from '../http/session-cookie.ts';
import { Instant, Password, SessionView, signedInOnly } from './account-schemas.ts';
import type { Accounts } from './accounts.service.ts';
import type { Passkey } from './passkeys.ts';
import { NewPasskey, Options, PasskeyAnswer } from './passkey-schemas.ts';
import type { SessionViewer } from './session-view.ts';

const tags = ['passkeys'];
const security = signedInOnly;
const PasskeyView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
});

const viewOf = ({ id, name, createdAt, lastUsedAt }: Passkey): Static<typeof PasskeyView> => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

export type PasskeyRoutesDeps = {
  accounts: Accounts;
  viewSession: SessionViewer;
};

/** Signing in with a passkey, and one's own list of them. */
export function registerPasskeyRoutes(app: HttpApp, { accounts, viewSession }: PasskeyRoutesDeps): void {
  app.post(
    '/api/session/passkey/options',
    { schema: { tags, summary: 'What to ask the browser’s passkeys for', response: { 200: Options } } },
    async () => ({ ...(await accounts.askForPasskey()) }),
  );

  app.post(
    '/api/session/passkey',
    {
      schema: {
        tags,
        summary: 'Sign in with a passkey alone; sets the cookie',
        description: 'Errors: 401 `passkey_wrong`; 429 `rate_limited`.',
        body: Type.Object({ response: PasskeyAnswer }),
        response: { 200: SessionView },
      },
    },
    async (request, reply) => {
      const signedIn = await accounts.signInWithPasskey({
        response: request.body.response as AuthenticationResponseJSON,
        clientKey: clientKey(request),
        from: originOf(request),
      });
      const before = await findStaffSession(request);
      if (before) await accounts.endSession(before.actor);
      setSessionCookie(request, reply, signedIn.session.token);
      return viewSession(signedIn.account, signedIn.actor.firmId, signedIn.session.scope);
    },
  );

  app.get(
    '/api/account/passkeys',
    {
      schema: {
        tags,
        security,
        summary: 'My passkeys',
        response: { 200: Type.Object({ items: Type.Array(PasskeyView) }) },
      },
    },
    async (request) => {
      const actor = await requireStaff(request, { enrol: true });
      return { items: (await accounts.listPasskeys(actor)).map(viewOf) };
    },
  );

  app.post(
    '/api/account/passkeys/options',
    {
      schema: {
        tags,
        security,
        summary: 'Begin to add a passkey',
        body: Type.Object({ password: Password }),
        response: { 200: Options },
      },
    },
    async (request) => {
      const actor = await requireStaff(request, { enrol: true });
      return { ...(await accounts.startPasskey(actor, request.body.password)) };
    },
  );

  app.post(
    '/api/account/passkeys',
    {
      schema: {
        tags,
        security,
        summary: 'Keep a new passkey; ends all other sessions',
        description: 'With the first second factor of an account come its recovery codes; else the list is empty.',
        body: Type.Object({ name: Type.String({ maxLength: 400 }), response: NewPasskey }),
        response: { 201: Type.Object({ passkey: PasskeyView, recoveryCodes: Type.Array(Type.String()) }) },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request, { enrol: true });
      const { name } = request.body;
      const response = request.body.response as RegistrationResponseJSON;
      const { passkey, recoveryCodes } = await accounts.addPasskey(actor, { name, response });
      return reply.code(201).send({ passkey: viewOf(passkey), recoveryCodes });
    },
  );

  app.delete(
    '/api/account/passkeys/:id',
    {
      schema: {
        tags,
        security,
        summary: 'Remove a passkey',
        params: Type.Object({ id: Type.String() }),
        body: Type.Object({ password: Password }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await accounts.removePasskey(await requireStaff(request), request.params.id, request.body.password);
      return reply.code(204).send(null);
    },
  );
}
