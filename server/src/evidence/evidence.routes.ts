import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import { NotFound } from '../errors.ts';
import { binaryResponse } from '../http/binary-response.ts';
import type { HttpApp } from '../http/http-app.ts';
import type { PublicLog } from './public-log.ts';

const tags = ['evidence log'];
const params = Type.Object({ firm: Type.String({ format: 'uuid' }) });
const party = Type.Object({ kind: Type.String(), id: Type.Union([Type.String(), Type.Null()]) });
const loggedEvent = Type.Object({
  id: Type.Integer(),
  firm: Type.String(),
  at: Type.String(),
  kind: Type.String(),
  actor: party,
  subject: party,
  details: Type.Record(Type.String(), Type.Unknown()),
});

/**
 * The firm's log for everybody, as C2SP tlog-tiles asks: nothing in it is about a person, since entries are salted
 * hashes. Any page may read it.
 */
export function registerEvidenceRoutes(app: HttpApp, { evidenceLog }: { evidenceLog: PublicLog }): void {
  app.get(
    '/log/:firm/checkpoint',
    {
      schema: {
        tags,
        summary: "The signed head of the firm's log (C2SP tlog-checkpoint)",
        security: [],
        params,
        response: { 200: binaryResponse('A signed note', 'text/plain') },
      },
    },
    async (request, reply) => {
      const note = await evidenceLog.checkpoint(request.params.firm.toLowerCase());
      return forEverybody(reply, 'no-cache').type('text/plain; charset=utf-8').send(note);
    },
  );

  app.get(
    '/log/:firm/key',
    {
      schema: {
        tags,
        summary: "The log's verifier key (C2SP signed-note vkey)",
        description: 'For convenience: a key that comes from elsewhere, such as a receipt, proves more.',
        security: [],
        params,
        response: { 200: binaryResponse('A verifier key', 'text/plain') },
      },
    },
    async (request, reply) => {
      const firmId = request.params.firm.toLowerCase();
      // No log is begun because a stranger asks.
      await evidenceLog.checkpoint(firmId);
      const key = await evidenceLog.verifierKey(firmId);
      return forEverybody(reply, 'no-cache').type('text/plain; charset=utf-8').send(`${key}\n`);
    },
  );

  app.get(
    '/log/:firm/restorations',
    {
      schema: {
        tags,
        summary: 'Restorations from a backup that the firm declared in its log',
        description:
          'Each is an event with its salt; its entry stands in the log at `details.log.size` (proofs/SPEC.md). Numbers and times only.',
        security: [],
        params,
        response: {
          200: Type.Object({ restorations: Type.Array(Type.Object({ salt: Type.String(), event: loggedEvent })) }),
        },
      },
    },
    async (request, reply) => {
      const firmId = request.params.firm.toLowerCase();
      await evidenceLog.checkpoint(firmId);
      return forEverybody(reply, 'no-cache').send({ restorations: await evidenceLog.listRestorations(firmId) });
    },
  );

  app.get(
    '/log/:firm/tile/*',
    {
      schema: {
        tags,
        summary: "Hashes of the log's tree, or its entries (C2SP tlog-tiles)",
        description: '`<L>/<N>[.p/<W>]` for hashes, `entries/<N>[.p/<W>]` for entries.',
        security: [],
        params,
        response: { 200: binaryResponse('32 bytes a hash; entries behind their length', 'application/octet-stream') },
      },
    },
    async (request, reply) => {
      // TypeBox cannot name a parameter like that.
      const { '*': rest = '' } = request.params as Record<string, string>;
      const file = await evidenceLog
        .tileFile(request.params.firm.toLowerCase(), `tile/${rest}`)
        .catch((error: unknown) => {
          // Not yet there today can be there in a second.
          if (error instanceof NotFound) void reply.header('cache-control', 'no-store');
          throw error;
        });
      return forEverybody(reply, 'public, max-age=31536000, immutable')
        .type('application/octet-stream')
        .send(Buffer.from(file));
    },
  );
}

function forEverybody(reply: FastifyReply, cacheControl: string): FastifyReply {
  return reply.headers({
    'cache-control': cacheControl,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
}
