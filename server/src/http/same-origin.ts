import type { FastifyRequest } from 'fastify';

import { NotAllowed } from '../errors.ts';
import type { HttpApp } from './http-app.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that a browser sends from another site's page. Browsers name the page in Origin or
 * Sec-Fetch-Site; programs that send neither carry no ambient cookie and pass.
 */
export function refuseForeignOrigins(app: HttpApp, publicUrl: URL): void {
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method)) return;
    if (!comesFromOwnPage(request, publicUrl)) {
      throw new NotAllowed('foreign_origin', 'This request came from a page of another site.');
    }
  });
}

function comesFromOwnPage(request: FastifyRequest, publicUrl: URL): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (origin === publicUrl.origin) return true;
  // Without TLS, thus without a proxy, the address in the browser's bar is as good as the configured one. With it, only
  // this machine's own names are: any other name may have been made to point here (DNS rebinding).
  const { host, hostname } = URL.parse(origin) ?? { host: '', hostname: '' };
  return host !== '' && host === request.headers.host && (publicUrl.protocol === 'http:' || loopback.test(hostname));
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
