import { Type } from 'typebox';

import { clientKey } from '../http/client-address.ts';
import type { HttpApp } from '../http/http-app.ts';
import { originOf } from '../http/session-cookie.ts';
import { Email, Password, Token } from './account-schemas.ts';
import type { PasswordResets } from './password-resets.ts';

const tags = ['session'];

/** A forgotten password: ask for a link by mail, open it, choose a new one. */
export function registerPasswordResetRoutes(app: HttpApp, { accounts }: { accounts: PasswordResets }): void {
  app.post(
    '/api/password-resets',
    {
      schema: {
        tags,
        summary: 'Ask for a link to choose a new password',
        description:
          'The answer is the same whether an account has the address or not. Errors: 428 `proof_of_work_required` with ' +
          'a `challenge` whose solution goes into `altcha`; 429 `rate_limited`.',
        body: Type.Object({ email: Email, altcha: Type.Optional(Type.String({ maxLength: 8192 })) }),
        response: { 202: Type.Object({ ok: Type.Literal(true) }) },
      },
    },
    async (request, reply) => {
      const { network } = originOf(request);
      await accounts.askForPasswordReset({ ...request.body, clientKey: clientKey(request), network });
      return reply.code(202).send({ ok: true });
    },
  );

  app.post(
    '/api/password-resets/look',
    {
      schema: {
        tags,
        summary: 'Whose password a link is for',
        body: Type.Object({ token: Token }),
        response: { 200: Type.Object({ email: Type.String(), firmName: Type.String() }) },
      },
    },
    async (request) => accounts.lookAtPasswordReset(request.body.token),
  );

  app.post(
    '/api/password-resets/complete',
    {
      schema: {
        tags,
        summary: 'Choose the new password; ends all sessions and signs nobody in',
        body: Type.Object({ token: Token, password: Password }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await accounts.resetPassword(request.body.token, request.body.password);
      return reply.code(204).send(null);
    },
  );
}
