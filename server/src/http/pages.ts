import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';

import { NotFound } from '../errors.ts';
import { allRoles, type Role, type Roles } from '../roles.ts';
import type { HttpApp } from './http-app.ts';
import { sendProblem } from './problem.ts';

/** Addresses a person sees, and the file of web/dist that answers them. */
const pages = {
  'einsenden.html': ['/einsenden'],
  'profil.html': ['/einsenden/:profile'],
  'seiten.html': ['/einrichten', '/datenschutz', '/impressum', '/pruefen', '/zugriffe', '/kontakt'],
  'app.html': [
    '/anmelden',
    '/eingang',
    '/eingang/*',
    '/kunden',
    '/nachrichten',
    '/profile',
    '/profile/*',
    '/anfragen',
    '/protokoll',
    '/loeschung',
    '/team',
    '/konto',
    '/einstellungen',
    '/einladung',
    '/passwort',
    '/passwort-vergessen',
  ],
};

export const webRoot = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Which role serves a page that is not for all of them. */
function roleOf(file: string, path: string): Role | undefined {
  if (file === 'app.html' || path === '/einrichten') return 'app';
  return path.startsWith('/einsenden') ? 'intake' : undefined;
}

/** Serves the built pages: hashed assets for a year, the pages themselves never from a cache. */
export async function registerPages(app: HttpApp, webRoot: string, roles: Roles = allRoles): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    serve: existsSync(webRoot),
    index: false,
    wildcard: false,
    globIgnore: ['**/*.{html,br,gz}'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', cacheControlOf(path)),
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) =>
    reply.redirect(roles.has('intake') ? '/einsenden' : '/eingang'),
  );
  for (const [file, paths] of Object.entries(pages)) {
    for (const path of paths) {
      const role = roleOf(file, path);
      if (role && !roles.has(role)) continue;
      app.get(path, { schema: { hide: true } }, (_request, reply) => sendPage(reply, webRoot, file));
    }
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || request.url.startsWith('/api/')) return sendProblem(new NotFound(), request, reply);
    return sendPage(reply.code(404), webRoot, 'seiten.html');
  });
}

function sendPage(reply: FastifyReply, webRoot: string, file: string): FastifyReply {
  if (!existsSync(join(webRoot, file))) {
    return reply.code(503).type('text/plain; charset=utf-8').send('Die Seiten sind noch nicht gebaut: npm run build\n');
  }
  return reply.sendFile(file, webRoot);
}

/** Names under assets/ change with their content; pages must be asked for anew; favicons rarely change. */
function cacheControlOf(path: string): string {
  if (path.includes('/assets/')) return 'public, max-age=31536000, immutable';
  return /\.html(\.br|\.gz)?$/.test(path) ? 'no-cache' : 'public, max-age=3600';
}
