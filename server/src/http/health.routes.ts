import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Type } from 'typebox';

import { NotFound } from '../errors.ts';
import type { HttpApp } from './http-app.ts';

export type Readiness = {
  ready: boolean;
  database: string | null;
  /** Does not decide: without it files are taken in all the same, and wait. An intake process knows nothing of it. */
  scanner?: 'none' | 'checking' | 'working' | 'failing';
};

/** `/healthz`: the process answers. `/readyz`: it can do its work. `/metrics`: Prometheus text, to this machine only. */
export function registerHealthRoutes(
  app: HttpApp,
  deps: { version: string; checkReadiness: () => Promise<Readiness>; registry: Registry },
): void {
  app.get('/healthz', { schema: { hide: true, response: { 200: Type.Object({ ok: Type.Boolean() }) } } }, async () => ({
    ok: true,
  }));
  const readySchema = Type.Object({
    ready: Type.Boolean(),
    version: Type.String(),
    database: Type.Union([Type.String(), Type.Null()]),
    scanner: Type.Optional(Type.String()),
  });
  app.get(
    '/readyz',
    { schema: { hide: true, response: { 200: readySchema, 503: readySchema } } },
    async (_request, reply) => {
      const state = await deps.checkReadiness();
      return reply.code(state.ready ? 200 : 503).send({ ...state, version: deps.version });
    },
  );
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isFromThisMachine(request)) throw new NotFound();
    return reply.type(deps.registry.contentType).send(await deps.registry.metrics());
  });
}

/** The registry with the process's figures, among them the delay of the event loop (its p99 since the last look). */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  registry.registerMetric(
    new Gauge({
      name: 'schleuse_event_loop_delay_p99_seconds',
      help: '99th percentile of the event loop delay since the last scrape',
      registers: [],
      collect() {
        this.set(Math.max(0, delay.percentile(99) / 1e9 - 0.01));
        delay.reset();
      },
    }),
  );
  return registry;
}

/** What a proxy adds (RFC 7239, RFC 9110 section 7.6.3, and the older names): then somebody else asks. */
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Asked for directly on this machine, under a name of this machine. A proxy in front connects from here as well, and a
 * page whose name was made to point here lets a browser ask (DNS rebinding).
 */
function isFromThisMachine({ headers, socket, hostname }: FastifyRequest): boolean {
  return (
    isLoopback(socket.remoteAddress ?? '') &&
    !forwarding.some((name) => headers[name] !== undefined) &&
    /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  );
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');
}
