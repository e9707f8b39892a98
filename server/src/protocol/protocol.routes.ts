import { Readable } from 'node:stream';

import type { EvidenceLog } from '../evidence/evidence-log.ts';
import { binaryResponse } from '../http/binary-response.ts';
import { type HttpApp, requireStaff, requireSubmitter } from '../http/http-app.ts';
import { writeCsv, writeJson } from './export-protocol.ts';
import * as schemas from './protocol.schemas.ts';
import type { Protocol } from './protocol.service.ts';

export type ProtocolRoutesDeps = {
  protocol: Protocol;
  evidenceLog: Pick<EvidenceLog, 'verifierKey' | 'checkpoint'>;
  clock(): Date;
};

const tags = ['protocol'];
const security = [{ session: [] }];

/** Who did what, when: for staff, and for the sender of a drop-off. */
export function registerProtocolRoutes(app: HttpApp, { protocol, evidenceLog, clock }: ProtocolRoutesDeps): void {
  app.get(
    '/api/protocol',
    {
      schema: {
        tags,
        summary: 'What happened, the newest first: owners see all, agents what happened to drop-offs',
        security,
        querystring: schemas.protocolQuery,
        response: { 200: schemas.protocolPage },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      void reply.header('cache-control', 'no-store');
      return await protocol.list(actor, request.query);
    },
  );

  app.get(
    '/api/protocol.csv',
    {
      schema: {
        tags,
        summary: 'The protocol as a table, the oldest first',
        security,
        querystring: schemas.exportQuery,
        response: { 200: binaryResponse('UTF-8 with byte order mark, semicolons', 'text/csv') },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      const events = await protocol.export(actor, 'csv', request.query);
      void reply.headers(attachment(clock(), 'csv')).type('text/csv; charset=utf-8');
      return reply.send(Readable.from(writeCsv(events)));
    },
  );

  app.get(
    '/api/protocol.json',
    {
      schema: {
        tags,
        summary: 'The protocol with what proves it against the log, the oldest first',
        security,
        querystring: schemas.exportQuery,
        response: { 200: binaryResponse('An object with `events`, one a line', 'application/json') },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      const events = await protocol.export(actor, 'json', request.query);
      // After the export's own event: everything that is written below has its leaf then.
      const verifierKey = await evidenceLog.verifierKey(actor.firmId);
      const checkpoint = await evidenceLog.checkpoint(actor.firmId);
      const head = { format: 'schleuse-protocol-v1', firm: actor.firmId, exportedAt: clock().toISOString() };
      void reply.headers(attachment(clock(), 'json')).type('application/json; charset=utf-8');
      return reply.send(Readable.from(writeJson({ ...head, verifierKey, checkpoint }, events)));
    },
  );

  app.get(
    '/api/dropoffs/:id/accesses',
    {
      schema: {
        tags: ['drop-offs'],
        summary: 'Who had to do with the drop-off, the newest first; staff by role',
        security: [{ dropoffToken: [] }],
        params: schemas.dropoffParams,
        response: { 200: schemas.accessList },
      },
    },
    async (request, reply) => {
      const actor = await requireSubmitter(request);
      void reply.header('cache-control', 'no-store');
      return { items: await protocol.accesses(actor, request.params.id) };
    },
  );
}

function attachment(now: Date, extension: string): Record<string, string> {
  const name = `Protokoll-${now.toISOString().slice(0, 10)}.${extension}`;
  return { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
}
