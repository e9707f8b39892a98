import Fastify from 'fastify';
import { expect, test } from 'vitest';

import { refuseForeignOrigins } from './same-origin.ts';
import { sendProblem } from './problem.ts';

async function post(publicUrl: string, headers: Record<string, string>): Promise<number> {
  const app = Fastify();
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  refuseForeignOrigins(app, new URL(publicUrl));
  app.post('/', async () => ({}));
  return (await app.inject({ method: 'POST', url: '/', headers })).statusCode;
}

const https = 'https://einsenden.example';
const http = 'http://localhost:8080';

test.each([
  ['the own page', https, { origin: https, host: 'einsenden.example' }, 200],
  ['a program', https, { host: 'einsenden.example' }, 200],
  ['an operator on the machine', https, { origin: 'http://localhost:8080', host: 'localhost:8080' }, 200],
  ['another name in the bar, without TLS', http, { origin: 'http://server:8080', host: 'server:8080' }, 200],
  ['another page', https, { origin: 'https://evil.example', host: 'einsenden.example' }, 403],
  ['no page', https, { origin: 'null', host: 'einsenden.example' }, 403],
  ['the page without TLS', https, { origin: 'http://einsenden.example', host: 'einsenden.example' }, 403],
  ['a name made to point here', https, { origin: 'https://evil.example', host: 'evil.example' }, 403],
  ['another port of this machine', http, { origin: 'http://localhost:9000', host: 'localhost:8080' }, 403],
  ['a sister site', https, { 'sec-fetch-site': 'same-site', host: 'einsenden.example' }, 403],
])('a change asked for by %s', async (_who, publicUrl, headers, status) => {
  expect(await post(publicUrl, headers as Record<string, string>)).toBe(status);
});
