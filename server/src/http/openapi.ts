import type { HttpApp } from './http-app.ts';

/** `GET /api/openapi.json`: the description (OpenAPI 3.1) made from the very schemas that check requests. */
export function registerOpenApi(app: HttpApp): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send(describeApi(app)),
  );
}

/** The description as it is checked in: paths sorted, so that a change of a route is the only thing a diff shows. */
export function describeApi(app: HttpApp): string {
  const description = app.swagger() as { paths?: Record<string, unknown> };
  const paths = Object.fromEntries(Object.entries(description.paths ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...description, paths }, null, 2)}\n`;
}
