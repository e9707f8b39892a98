import { existsSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';

import { NotFound } from '../errors.ts';
import type { HttpApp } from './http-app.ts';
import { sendProblem } from './problem.ts';

/** Addresses a person sees, and the file of web/dist that answers them. */
const pages: [path: string, file: string][] = [
  ['/einsenden', 'einsenden.html'],
  ...[
    '/einrichten',
    '/anmelden',
    '/eingang',
    '/eingang/*',
    '/kunden',
    '/team',
    '/konto',
    '/einstellungen',
    '/einladung',
  ].map((path): [string, string] => [path, 'app.html']),
  ['/datenschutz', 'app.html'],
  ['/impressum', 'app.html'],
];

/** Serves the built pages: hashed assets for a year, the pages themselves never from a cache. */
export async function registerPages(app: HttpApp, webRoot: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    serve: existsSync(webRoot),
    index: false,
    immutable: true,
    maxAge: '365d',
    wildcard: false,
    globIgnore: ['**/*.html'],
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/einsenden'));
  for (const [path, file] of pages) {
    app.get(path, { schema: { hide: true } }, (_request, reply) => sendPage(reply, webRoot, file));
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || request.url.startsWith('/api/')) return sendProblem(new NotFound(), request, reply);
    return sendPage(reply.code(404), webRoot, 'app.html');
  });
}

function sendPage(reply: FastifyReply, webRoot: string, file: string): FastifyReply {
  if (!existsSync(join(webRoot, file))) {
    return reply.code(503).type('text/plain; charset=utf-8').send('Die Seiten sind noch nicht gebaut: npm run build\n');
  }
  return reply.header('cache-control', 'no-cache').sendFile(file, webRoot, { cacheControl: false });
}
