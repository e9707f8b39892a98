import type { ErasureCertificate } from '@schleuse/proofs/erasure-certificate';
import { Type } from 'typebox';

import { binaryResponse } from '../http/binary-response.ts';
import { bearerToken, type HttpApp, requireStaff, requireSubmitter } from '../http/http-app.ts';
import { preferredLanguage } from '../http/preferred-language.ts';
import type { Retention } from '../retention/retention.service.ts';
import { erasureCertificate, idParams } from './dropoff.schemas.ts';

export type ErasureRoutesDeps = {
  retention: Pick<Retention, 'certificate'>;
  renderErasurePdf(certificate: ErasureCertificate, options: { language: 'de' | 'en' }): Promise<Uint8Array>;
};

const tags = ['drop-offs'];
const security = [{ dropoffToken: [] }, { session: [] }];

/** The erasure certificate, for the sender (whose token outlives the files) and for staff. */
export function registerErasureRoutes(app: HttpApp, { retention, renderErasurePdf }: ErasureRoutesDeps): void {
  const find = async (request: Parameters<typeof requireStaff>[0], id: string): Promise<ErasureCertificate> => {
    const actor = bearerToken(request) ? await requireSubmitter(request) : await requireStaff(request);
    return await retention.certificate(actor, id);
  };

  app.get(
    '/api/dropoffs/:id/erasure.json',
    {
      schema: {
        tags,
        summary: 'The signed erasure certificate, once the drop-off is erased',
        description: 'Error: 404 `no_certificate` before.',
        security,
        params: idParams,
        response: { 200: erasureCertificate },
      },
    },
    async (request, reply) => {
      const found = await find(request, request.params.id);
      void reply.headers(attachment(`Loeschprotokoll-${found.id.slice(0, 8)}.json`));
      return found;
    },
  );

  app.get(
    '/api/dropoffs/:id/erasure.pdf',
    {
      schema: {
        tags,
        summary: 'The erasure certificate to print',
        description: 'In German or English, by `language` or else by Accept-Language.',
        security,
        params: idParams,
        querystring: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('de'), Type.Literal('en')])) }),
        response: { 200: binaryResponse('A4, with the signed JSON attached', 'application/pdf') },
      },
    },
    async (request, reply) => {
      const found = await find(request, request.params.id);
      const language = request.query.language ?? preferredLanguage(request.headers['accept-language']);
      const pdf = await renderErasurePdf(found, { language });
      const name = language === 'de' ? 'Loeschprotokoll' : 'Erasure-certificate';
      void reply.headers(attachment(`${name}-${found.id.slice(0, 8)}.pdf`));
      return reply.type('application/pdf').send(pdf);
    },
  );
}

function attachment(name: string): Record<string, string> {
  return { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
}
