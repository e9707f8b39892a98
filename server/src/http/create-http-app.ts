import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { IsDateTime, Set as setFormat } from 'typebox/format';

import type { Log } from '../log.ts';
import { type BodyPatience, cutSlowBodies } from './body-patience.ts';
import { shortenedAddress } from './client-address.ts';
import type { ActorFinder, HttpApp } from './http-app.ts';
import { sendProblem } from './problem.ts';
import { refuseForeignOrigins } from './same-origin.ts';
import { addSecurityHeaders } from './security-headers.ts';

// RFC 3339 knows leap seconds and other moments that neither Date nor the database does: refused, not a fault.
setFormat('date-time', (value) => IsDateTime(value) && !Number.isNaN(Date.parse(value)));

export type HttpOptions = {
  publicUrl: URL;
  version: string;
  log: Log;
  actorFinder: ActorFinder;
  bodyPatience?: BodyPatience;
};

/** The HTTP door without its routes: parsing, errors, actors, headers, the API's description. */
export async function createHttpApp(options: HttpOptions): Promise<HttpApp> {
  const app: HttpApp = Fastify({
    loggerInstance: options.log.child({}, { serializers: { req: shortenRequest } }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // JSON bodies; uploads are streams with limits of their own.
    bodyLimit: 1024 * 1024,
    // A proxy on this machine may name the client; nobody else may.
    trustProxy: 'loopback',
    // A slow line may take hours for one upload, which cuts idle lines itself; for all else see cutSlowBodies.
    requestTimeout: 0,
    http: { headersTimeout: 30_000 },
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.decorate('actorFinder', options.actorFinder);
  app.decorate('cookieName', sessionCookieName(options.publicUrl));
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  addSecurityHeaders(app, options.publicUrl);
  refuseForeignOrigins(app, options.publicUrl);
  cutSlowBodies(app, options.bodyPatience);
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Schleuse',
        description: 'Secure exchange of files between a firm and its customers.',
        version: options.version,
        license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
      },
      components: {
        securitySchemes: {
          dropoffToken: { type: 'http', scheme: 'bearer', description: 'The token given when the drop-off was opened' },
          session: { type: 'apiKey', in: 'cookie', name: app.cookieName },
        },
      },
    },
    exposeHeadRoutes: true,
  });
  return app;
}

/** With https the name carries the browser's own guarantee: this host only, this path, secure (RFC 6265bis, 4.1.3). */
export function sessionCookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? '__Host-schleuse_session' : 'schleuse_session';
}

function shortenRequest(request: { method: string; url: string; ip: string }): Record<string, string> {
  return { method: request.method, path: request.url.split('?')[0] ?? '', from: shortenedAddress(request.ip) };
}
