import { fileParams } from '../files/file.schemas.ts';
import { type HttpApp, requireStaff } from '../http/http-app.ts';
import * as schemas from './dropoff.schemas.ts';
import type { Dropoffs } from './dropoffs.service.ts';

const tags = ['inbox'];
const security = [{ session: [] }];

/** The staff's side of drop-offs. */
export function registerInboxRoutes(app: HttpApp, { dropoffs }: { dropoffs: Dropoffs }): void {
  app.get(
    '/api/inbox',
    {
      schema: {
        tags,
        summary: 'Drop-offs, the newest first; without `state` all that are not closed',
        security,
        querystring: schemas.inboxQuery,
        response: { 200: schemas.inboxPage },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      void reply.header('cache-control', 'no-store');
      return await dropoffs.inbox(actor, request.query);
    },
  );

  app.get(
    '/api/inbox/:id',
    {
      schema: {
        tags,
        summary: 'One drop-off with all files and what happened to it; from then on it counts as seen',
        security,
        params: schemas.idParams,
        response: { 200: schemas.inboxDetail },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      void reply.header('cache-control', 'no-store');
      return await dropoffs.detail(actor, request.params.id);
    },
  );

  app.get(
    '/api/dropoffs/:id/files/:fileId/readme',
    {
      schema: {
        tags,
        summary: 'The Readme inside an archive, and how its sender can be reached',
        security,
        params: fileParams,
        response: { 200: schemas.readme },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      void reply.header('cache-control', 'no-store');
      return await dropoffs.readme(actor, { dropoffId: request.params.id, fileId: request.params.fileId });
    },
  );

  app.post(
    '/api/dropoffs/:id/close',
    {
      schema: {
        tags,
        summary: 'Close the case: all its files are erased at once',
        security,
        params: schemas.idParams,
        response: { 200: schemas.closedDropoff },
      },
    },
    async (request) => {
      const actor = await requireStaff(request);
      return await dropoffs.close(actor, request.params.id);
    },
  );
}
