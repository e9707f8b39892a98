import type { Receipt } from '@schleuse/proofs/receipt';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import type { Actor } from '../actor.ts';
import { binaryResponse } from '../http/binary-response.ts';
import { clientKey } from '../http/client-address.ts';
import { anonymousOf, bearerToken, type HttpApp, requireStaff, requireSubmitter } from '../http/http-app.ts';
import { preferredLanguage } from '../http/preferred-language.ts';
import * as schemas from './dropoff.schemas.ts';
import type { SubmitterSide } from './intake-dropoffs.ts';

export type DropoffRoutesDeps = {
  dropoffs: SubmitterSide;
  firms: { resolvePublicFirm(firmId?: string): Promise<{ id: string }> };
};

export type ReceiptRoutesDeps = {
  dropoffs: Pick<SubmitterSide, 'receipt'>;
  renderReceiptPdf(receipt: Receipt, options: { language: 'de' | 'en' }): Promise<Uint8Array>;
};

const tags = ['drop-offs'];
const security = [{ dropoffToken: [] }];

/** The sender's side of a drop-off. */
export function registerDropoffRoutes(app: HttpApp, { dropoffs, firms }: DropoffRoutesDeps): void {
  app.post(
    '/api/dropoffs',
    {
      schema: {
        tags,
        summary: 'Begin a drop-off for a customer number',
        security: [],
        body: schemas.openBody,
        response: { 201: schemas.openedDropoff },
      },
    },
    async (request, reply) => {
      const { firm: firmId, ...body } = request.body;
      const firm = await firms.resolvePublicFirm(firmId);
      const opened = await dropoffs.open(anonymousOf(firm.id), { ...body, clientKey: clientKey(request) });
      return reply.code(201).header('cache-control', 'no-store').send(opened);
    },
  );

  app.get(
    '/api/dropoffs/:id',
    {
      schema: {
        tags,
        summary: 'What has arrived of a drop-off, and its receipt once it is submitted',
        security,
        params: schemas.idParams,
        response: { 200: schemas.submitterView },
      },
    },
    async (request, reply) => {
      const actor = await requireSubmitter(request);
      void reply.header('cache-control', 'no-store');
      return await dropoffs.describe(actor, request.params.id);
    },
  );

  app.patch(
    '/api/dropoffs/:id',
    {
      schema: {
        tags,
        summary: 'Change the note, or say how much is going to be sent',
        security,
        params: schemas.idParams,
        body: schemas.changeBody,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await dropoffs.change(await requireSubmitter(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/dropoffs/:id/submit',
    {
      schema: {
        tags,
        summary: 'Hand the drop-off over; answers with the signed receipt, each time the same one',
        security,
        params: schemas.idParams,
        body: schemas.submitBody,
        response: { 200: schemas.receipt },
      },
    },
    async (request) => {
      const actor = await requireSubmitter(request);
      return await dropoffs.submit(actor, request.params.id, request.body ?? {});
    },
  );
}

/** Receipts, for their sender and for staff. */
export function registerReceiptRoutes(app: HttpApp, { dropoffs, renderReceiptPdf }: ReceiptRoutesDeps): void {
  app.get(
    '/api/dropoffs/:id/receipt.json',
    {
      schema: {
        tags,
        summary: 'The receipt as a file',
        security: [...security, { session: [] }],
        params: schemas.idParams,
        response: { 200: schemas.receipt },
      },
    },
    async (request, reply) => {
      const found = await dropoffs.receipt(await requireReader(request), request.params.id);
      void reply.headers(attachment(`Eingangsbestaetigung-${found.id.slice(0, 8)}.json`));
      return found;
    },
  );

  app.get(
    '/api/dropoffs/:id/receipt.pdf',
    {
      schema: {
        tags,
        summary: 'The receipt to print',
        description: 'In German or English, by `language` or else by Accept-Language.',
        security: [...security, { session: [] }],
        params: schemas.idParams,
        querystring: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('de'), Type.Literal('en')])) }),
        response: { 200: binaryResponse('A4, with the signed JSON attached', 'application/pdf') },
      },
    },
    async (request, reply) => {
      const found = await dropoffs.receipt(await requireReader(request), request.params.id);
      const language = request.query.language ?? preferredLanguage(request.headers['accept-language']);
      const pdf = await renderReceiptPdf(found, { language });
      const name = language === 'de' ? 'Eingangsbestaetigung' : 'Delivery-receipt';
      void reply.headers(attachment(`${name}-${found.id.slice(0, 8)}.pdf`));
      return reply.type('application/pdf').send(pdf);
    },
  );
}

/** The sender by token, or else a member of staff by session. */
async function requireReader(request: FastifyRequest): Promise<Actor> {
  return bearerToken(request) ? await requireSubmitter(request) : await requireStaff(request);
}

function attachment(name: string): Record<string, string> {
  return { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
}
