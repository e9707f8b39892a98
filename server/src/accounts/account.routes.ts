import { Type } from 'typebox';

import { type HttpApp, requireStaff } from '../http/http-app.ts';
import { AccountView, Instant, Password, RecoveryCodes, signedInOnly } from './account-schemas.ts';
import type { Accounts } from './accounts.service.ts';

const tags = ['account'];
const security = signedInOnly;
const Done = { 204: Type.Null() };
const Confirmed = Type.Object({ password: Password });

/** One's own account: password, second factor, sessions. */
export function registerAccountRoutes(app: HttpApp, { accounts }: { accounts: Accounts }): void {
  app.get(
    '/api/account',
    { schema: { tags, security, summary: 'My account', response: { 200: AccountView } } },
    async (request) => accounts.ownAccount(await requireStaff(request, { enrol: true })),
  );

  app.put(
    '/api/account/password',
    {
      schema: {
        tags,
        security,
        summary: 'Change the password; ends all other sessions',
        body: Type.Object({ current: Password, new: Password }),
        response: Done,
      },
    },
    async (request, reply) => {
      await accounts.changePassword(await requireStaff(request), request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/account/totp',
    {
      schema: {
        tags,
        security,
        summary: 'Begin to set up a second factor (TOTP, RFC 6238)',
        description:
          'Asks for the password; not within 15 minutes after a sign-in whose session may do nothing but this. Errors: 400 `password_required`, `credentials_wrong`.',
        body: Type.Union([Type.Null(), Type.Object({ password: Type.Optional(Password) })]),
        response: {
          200: Type.Object({
            secret: Type.String({ description: 'Base 32, to type in' }),
            uri: Type.String({ description: 'otpauth address, to scan' }),
          }),
        },
      },
    },
    async (request) => accounts.startTotp(await requireStaff(request, { enrol: true }), request.body?.password),
  );

  app.post(
    '/api/account/totp/confirm',
    {
      schema: {
        tags,
        security,
        summary: 'Put the second factor in force with its first code',
        body: Type.Object({ code: Type.String({ maxLength: 64 }) }),
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => accounts.confirmTotp(await requireStaff(request, { enrol: true }), request.body.code),
  );

  app.delete(
    '/api/account/totp',
    { schema: { tags, security, summary: 'Remove the second factor', body: Confirmed, response: Done } },
    async (request, reply) => {
      await accounts.removeTotp(await requireStaff(request), request.body.password);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/account/recovery-codes',
    {
      schema: {
        tags,
        security,
        summary: 'Ten new recovery codes; the old ones are void',
        body: Confirmed,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => accounts.newRecoveryCodes(await requireStaff(request), request.body.password),
  );

  app.get(
    '/api/account/sessions',
    {
      schema: {
        tags,
        security,
        summary: 'Where I am signed in',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Type.String(),
                device: Type.String(),
                network: Type.String({ description: 'Shortened: /24 or /48' }),
                createdAt: Instant,
                lastSeenAt: Instant,
                expiresAt: Instant,
                current: Type.Boolean(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const rows = await accounts.listSessions(await requireStaff(request));
      return {
        items: rows.map(({ createdAt, lastSeenAt, expiresAt, ...row }) => ({
          ...row,
          createdAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
      };
    },
  );

  app.delete(
    '/api/account/sessions',
    { schema: { tags, security, summary: 'End all my other sessions', response: Done } },
    async (request, reply) => {
      await accounts.endOtherSessions(await requireStaff(request));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/account/sessions/:id',
    {
      schema: {
        tags,
        security,
        summary: 'End one of my sessions',
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        response: Done,
      },
    },
    async (request, reply) => {
      await accounts.endOneSession(await requireStaff(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
