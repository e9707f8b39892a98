import { Type } from 'typebox';

import { type HttpApp, requireStaff } from '../http/http-app.ts';
import * as schemas from './request.schemas.ts';
import type { Arrangements } from './arrangements.ts';
import type { RequestRow } from './requests.queries.ts';
import type { Requests } from './requests.service.ts';

export type RequestLookDeps = {
  requests: Pick<Arrangements, 'look'>;
  firms: { resolvePublicFirm(firmId?: string): Promise<{ id: string }> };
};

const tags = ['requests'];
const security = [{ session: [] }];

/** Asking customers for files. */
export function registerRequestRoutes(app: HttpApp, { requests }: { requests: Requests }): void {
  app.get(
    '/api/requests',
    {
      schema: {
        tags,
        summary: 'Requests for files that can be used, or those that have ended',
        security,
        querystring: schemas.requestsQuery,
        response: { 200: schemas.requests },
      },
    },
    async (request) => ({
      requests: (await requests.list(await requireStaff(request), request.query)).map(viewRequest),
    }),
  );

  app.post(
    '/api/requests',
    {
      schema: {
        tags,
        summary: 'Ask for files: the answer holds the secret of the link',
        description: 'Error: 400 `request_invalid`.',
        security,
        body: schemas.newRequest,
        response: { 201: schemas.createdRequest },
      },
    },
    async (request, reply) => {
      const { until, ...rest } = request.body;
      const actor = await requireStaff(request);
      const { secret, ...row } = await requests.create(actor, { ...rest, until: new Date(until) });
      void reply.header('cache-control', 'no-store');
      return reply.code(201).send({ request: viewRequest(row), secret });
    },
  );

  app.delete(
    '/api/requests/:id',
    {
      schema: {
        tags,
        summary: 'Revoke a request: nobody begins with it any more',
        security,
        params: schemas.requestParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await requests.revoke(await requireStaff(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

/** What is asked for, to whoever has the link. */
export function registerRequestLookRoute(app: HttpApp, { requests, firms }: RequestLookDeps): void {
  app.post(
    '/api/requests/look',
    {
      schema: {
        tags,
        summary: 'What is asked for, to whoever has the link',
        description: 'Errors: 404 `request_unknown`; 409 `request_over`.',
        security: [],
        body: schemas.lookBody,
        response: { 200: schemas.askedFor },
      },
    },
    async (request, reply) => {
      const firm = await firms.resolvePublicFirm(request.body.firm);
      void reply.header('cache-control', 'no-store');
      return await requests.look(firm.id, request.body.secret);
    },
  );
}

function viewRequest(row: RequestRow) {
  const { customer_id: id, customer_number: number, customer_name: name } = row;
  return {
    id: row.id,
    customer: id !== null && number !== null && name !== null ? { id, number, name } : null,
    what: row.what,
    until: row.until.toISOString(),
    maxUses: row.max_uses,
    uses: Number(row.uses ?? 0),
    createdBy: row.created_by_name,
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    dropoffs: row.dropoffs.map((dropoff) => ({
      id: dropoff.id,
      customerNumber: dropoff.customer_number,
      receivedAt: new Date(dropoff.submitted_at ?? 0).toISOString(),
    })),
  };
}
