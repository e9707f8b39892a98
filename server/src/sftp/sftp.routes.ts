import { type Static, Type } from 'typebox';

import type { Accounts } from '../accounts/accounts.service.ts';
import type { Firms } from '../firms/firms.service.ts';
import { type HttpApp, requireStaff } from '../http/http-app.ts';
import { fingerprintOf, publicKeyLine } from './host-key.ts';
import type { SshKey, SshKeys } from './ssh-keys.ts';

export type SftpRoutesDeps = {
  sshKeys: SshKeys;
  accounts: Pick<Accounts, 'ownAccount'>;
  firms: Pick<Firms, 'getFirm'>;
  /** Where clients find it; undefined where there is none. */
  server: { host: string; port: number; hostKey: { publicKey: Uint8Array } } | undefined;
};

const tags = ['account'];
const security = [{ session: [] }];
const Instant = Type.String({ format: 'date-time' });

const Key = Type.Object({
  id: Type.String(),
  name: Type.String(),
  algorithm: Type.String(),
  fingerprint: Type.String({ description: 'SHA256:…, as OpenSSH shows it' }),
  createdAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
});

/** One's own keys for SFTP, and where it is. */
export function registerSftpRoutes(app: HttpApp, { sshKeys, accounts, firms, server }: SftpRoutesDeps): void {
  app.get(
    '/api/account/sftp',
    {
      schema: {
        tags,
        security,
        summary: 'How I pick up over SFTP, and with which keys',
        response: {
          200: Type.Object({
            server: Type.Union([
              Type.Object({
                host: Type.String(),
                port: Type.Integer(),
                fingerprint: Type.String(),
                hostKey: Type.String({ description: 'As it stands in known_hosts behind the name' }),
              }),
              Type.Null({ description: 'This server offers none' }),
            ]),
            user: Type.String(),
            mayClose: Type.Boolean({ description: "Removing a case's folder closes the case" }),
            keys: Type.Array(Key),
          }),
        },
      },
    },
    async (request) => {
      const actor = await requireStaff(request);
      const [{ email }, { sftpMayClose }, keys] = await Promise.all([
        accounts.ownAccount(actor),
        firms.getFirm(actor.firmId),
        sshKeys.listKeys(actor),
      ]);
      return { server: serverOut(server), user: email, mayClose: sftpMayClose, keys: keys.map(keyOut) };
    },
  );

  app.post(
    '/api/account/ssh-keys',
    {
      schema: {
        tags,
        security,
        summary: 'Let a key open SFTP for me',
        body: Type.Object({
          publicKey: Type.String({ maxLength: 16_384, description: 'A line of OpenSSH, or RFC 4716' }),
          name: Type.Optional(Type.String({ maxLength: 400 })),
          password: Type.String({ maxLength: 4096, description: 'Mine, once more' }),
        }),
        response: { 201: Key },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      return reply.code(201).send(keyOut(await sshKeys.addKey(actor, request.body)));
    },
  );

  app.delete(
    '/api/account/ssh-keys/:id',
    {
      schema: {
        tags,
        security,
        summary: 'Remove a key; connections made with it end at once',
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await sshKeys.removeKey(await requireStaff(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function serverOut(server: SftpRoutesDeps['server']) {
  if (!server) return null;
  const { host, port, hostKey } = server;
  return { host, port, fingerprint: fingerprintOf(hostKey.publicKey), hostKey: publicKeyLine(hostKey.publicKey) };
}

function keyOut({ createdAt, lastUsedAt, ...key }: SshKey): Static<typeof Key> {
  return { ...key, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
