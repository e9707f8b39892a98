import { Type } from 'typebox';

import { type HttpApp, requireStaff, requireSubmitter } from '../http/http-app.ts';
import type { Agreement } from './agreements.queries.ts';
import type { Agreements } from './agreements.service.ts';

const tags = ['agreements'];
const uuid = Type.String({ format: 'uuid' });
const day = Type.Union([Type.String({ format: 'date' }), Type.Null()]);
const reference = Type.String({ maxLength: 200, description: 'Where the document lies' });
const agreement = Type.Object({
  customerId: uuid,
  inForce: Type.Boolean(),
  concludedOn: day,
  reference,
  requestedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'A sender asked for one, and nobody answered yet',
  }),
});
const state = Type.Object({
  state: Type.Union([Type.Literal('in-force'), Type.Literal('requested'), Type.Literal('none')]),
});
const idParams = Type.Object({ id: uuid });

/** The register of processing agreements, and the sender's wish for one. */
export function registerAgreementRoutes(app: HttpApp, { agreements }: { agreements: Agreements }): void {
  const session = [{ session: [] }];
  const dropoffToken = [{ dropoffToken: [] }];

  app.get(
    '/api/agreements',
    {
      schema: {
        tags,
        summary: 'Processing agreements (Art. 28 GDPR) of all customers about whom something is known',
        security: session,
        response: { 200: Type.Object({ agreements: Type.Array(agreement) }) },
      },
    },
    async (request) => ({ agreements: (await agreements.list(await requireStaff(request))).map(viewAgreement) }),
  );

  app.put(
    '/api/customers/:id/agreement',
    {
      schema: {
        tags,
        summary: 'Say whether a processing agreement with a customer is in force',
        description: 'Error: 400 `agreement_invalid`.',
        security: session,
        params: idParams,
        body: Type.Object({ inForce: Type.Boolean(), concludedOn: day, reference }, { additionalProperties: false }),
        response: { 200: agreement },
      },
    },
    async (request) =>
      viewAgreement(await agreements.change(await requireStaff(request), request.params.id, request.body)),
  );

  app.get(
    '/api/dropoffs/:id/agreement',
    {
      schema: {
        tags,
        summary: 'Whether a processing agreement with the sender is in force',
        security: dropoffToken,
        params: idParams,
        response: { 200: state },
      },
    },
    async (request) => ({ state: await agreements.stateFor(await requireSubmitter(request), request.params.id) }),
  );

  app.post(
    '/api/dropoffs/:id/agreement',
    {
      schema: {
        tags,
        summary: 'Ask for a processing agreement',
        security: dropoffToken,
        params: idParams,
        response: { 200: state },
      },
    },
    async (request) => ({ state: await agreements.request(await requireSubmitter(request), request.params.id) }),
  );
}

function viewAgreement({ requestedAt, ...rest }: Agreement) {
  return { ...rest, requestedAt: requestedAt?.toISOString() ?? null };
}
