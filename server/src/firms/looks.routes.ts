import { type Static, Type } from 'typebox';

import { NotFound } from '../errors.ts';
import { binaryResponse } from '../http/binary-response.ts';
import { findStaffSession, type HttpApp, requireStaff } from '../http/http-app.ts';
import type { Look } from './looks.queries.ts';
import type { Looks } from './looks.ts';
import { largestLogo } from './read-logo.ts';

const tags = ['firm'];
const security = [{ session: [] }];
const imageTypes = ['image/png', 'image/jpeg', 'image/webp'];
const LookView = Type.Object({
  accent: Type.String({ description: '#rrggbb, or empty for the product’s own' }),
  logo: Type.Union([Type.Object({ width: Type.Integer(), height: Type.Integer() }), Type.Null()]),
});

const viewOf = ({ accent, logo }: Look): Static<typeof LookView> => ({
  accent,
  logo: logo ? { width: logo.width, height: logo.height } : null,
});

export type PublicLookRoutesDeps = {
  looks: Pick<Looks, 'themeOf' | 'logoOf'>;
  firms: { resolvePublicFirm(firmId?: string): Promise<{ id: string }> };
};

/** A firm's colour and logo, for every page. */
export function registerPublicLookRoutes(app: HttpApp, { looks, firms }: PublicLookRoutesDeps): void {
  app.get(
    '/api/firm/theme.css',
    {
      schema: {
        tags,
        summary: 'The firm’s style sheet: of the session’s firm, or of the only one; empty for the product’s own look',
        response: { 200: binaryResponse('CSS custom properties', 'text/css') },
      },
    },
    async (request, reply) => {
      const session = await findStaffSession(request);
      const firmId = session?.actor.firmId ?? (await onlyFirm(firms));
      const theme = await looks.themeOf(firmId);
      return reply.header('cache-control', 'private, no-cache').type('text/css; charset=utf-8').send(theme);
    },
  );

  app.get(
    '/api/firm/logo',
    {
      schema: {
        tags,
        summary: 'The firm’s logo',
        querystring: Type.Object({
          firm: Type.Optional(Type.String({ maxLength: 64 })),
          v: Type.Optional(Type.String({ maxLength: 64, description: 'Any text: changes with the image' })),
        }),
        response: { 200: binaryResponse('The image', ...imageTypes) },
      },
    },
    async (request, reply) => {
      const firm = await firms.resolvePublicFirm(request.query.firm);
      const { bytes, mediaType } = await looks.logoOf(firm.id);
      // An image somebody uploaded: never more than an image.
      reply.header('content-security-policy', "default-src 'none'; sandbox");
      const lifetime = request.query.v === undefined ? 'no-cache' : 'public, max-age=31536000, immutable';
      return reply.header('cache-control', lifetime).type(mediaType).send(bytes);
    },
  );
}

/** The owner's way to change them. */
export function registerLookRoutes(app: HttpApp, { looks }: { looks: Looks }): void {
  app.get(
    '/api/settings/look',
    { schema: { tags, security, summary: 'Colour and logo of my firm', response: { 200: LookView } } },
    async (request) => viewOf(await looks.getLook(await requireStaff(request))),
  );

  app.put(
    '/api/settings/look/accent',
    {
      schema: {
        tags,
        security,
        summary: 'Change the colour',
        description: 'The pages use it as far as text in it can be read, else a lighter or darker one.',
        body: Type.Object({ accent: Type.String({ maxLength: 20 }) }),
        response: { 200: LookView },
      },
    },
    async (request) => viewOf(await looks.changeAccent(await requireStaff(request), request.body.accent)),
  );

  app.delete(
    '/api/settings/look/logo',
    { schema: { tags, security, summary: 'Remove the logo', response: { 200: LookView } } },
    async (request) => viewOf(await looks.removeLogo(await requireStaff(request))),
  );

  // In a scope of its own: nowhere else are images a body.
  void app.register(async (scoped: HttpApp) => registerLogoUpload(scoped, looks));
}

function registerLogoUpload(app: HttpApp, looks: Looks): void {
  app.addContentTypeParser(imageTypes, { parseAs: 'buffer', bodyLimit: largestLogo }, (_request, body, done) =>
    done(null, body),
  );
  app.put(
    '/api/settings/look/logo',
    {
      bodyLimit: largestLogo,
      onRequest: async (request) => void (await requireStaff(request)),
      schema: {
        tags,
        security,
        summary: 'Change the logo',
        description: 'Errors: 400 `logo_unreadable`, `logo_wrong_shape`; 413 above 256 KiB.',
        body: {
          content: Object.fromEntries(
            imageTypes.map((type) => [type, { schema: Type.Any({ description: 'At most 256 KiB' }) }]),
          ),
        },
        response: { 200: LookView },
      },
    },
    async (request) => {
      const image = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return viewOf(await looks.changeLogo(await requireStaff(request), image));
    },
  );
}

/** Before set-up, and where several firms share a server, the public pages have the product's own look. */
async function onlyFirm(firms: PublicLookRoutesDeps['firms']): Promise<string | undefined> {
  try {
    return (await firms.resolvePublicFirm()).id;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
