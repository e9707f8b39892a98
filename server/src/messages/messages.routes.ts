import { Type } from 'typebox';

import { clientKey } from '../http/client-address.ts';
import { anonymousOf, bearerToken, type HttpApp, requireStaff, requireSubmitter } from '../http/http-app.ts';
import * as schemas from './message.schemas.ts';
import type { Messages } from './messages.service.ts';
import type { PostMessage } from './post-message.ts';

const tags = ['messages'];
const security = [{ session: [] }];

export type ContactRoutesDeps = {
  postMessage: PostMessage;
  firms: { resolvePublicFirm(firmId?: string): Promise<{ id: string }> };
};

/** The contact form: for everybody. */
export function registerContactRoutes(app: HttpApp, { postMessage, firms }: ContactRoutesDeps): void {
  app.post(
    '/api/messages',
    {
      schema: {
        tags,
        summary: 'Send the firm a message or the password of an archive',
        description:
          'Each costs a proof of work: 428 `proof_of_work_required` brings the challenge. 429 `rate_limited`. With the token of a drop-off it belongs to that one.',
        security: [],
        body: schemas.postBody,
        response: { 201: schemas.posted },
      },
    },
    async (request, reply) => {
      const { firm: firmId, ...body } = request.body;
      const actor = bearerToken(request)
        ? await requireSubmitter(request)
        : anonymousOf((await firms.resolvePublicFirm(firmId)).id);
      const sent = await postMessage(actor, { ...body, clientKey: clientKey(request) });
      return reply.code(201).header('cache-control', 'no-store').send(sent);
    },
  );
}

/** What came by the contact form, for staff. */
export function registerMessageRoutes(app: HttpApp, { messages }: { messages: Messages }): void {
  app.get(
    '/api/messages',
    { schema: { tags, summary: 'Messages, newest first', security, response: { 200: schemas.messageList } } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return { items: await messages.list(await requireStaff(request)) };
    },
  );

  app.post(
    '/api/messages/:id/open',
    {
      schema: {
        tags,
        summary: 'What was written; a password once and never again',
        description: '409 `already_revealed` with `by` and `at`.',
        security,
        params: schemas.idParams,
        response: { 200: schemas.contents },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return await messages.open(await requireStaff(request), request.params.id);
    },
  );

  app.post(
    '/api/messages/:id/close',
    {
      schema: {
        tags,
        summary: 'Done with it: it is erased',
        security,
        params: schemas.idParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await messages.close(await requireStaff(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
