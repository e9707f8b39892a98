import type { HttpApp } from './http-app.ts';

/** `GET /api/openapi.json`: the description (OpenAPI 3.1) made from the very schemas that check requests. */
export function registerOpenApi(app: HttpApp): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send(describeApi(app)),
  );
}

type Description = {
  components?: { schemas?: Record<string, unknown> };
  paths?: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
};

/** What every operation may answer instead of what it promises (RFC 9457). */
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, for programs' },
    detail: { type: 'string', description: 'For people' },
  },
};
const problemAnswer = {
  description: 'The request was refused or failed; `code` says why.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The description as it is checked in: paths sorted, so that a change of a route is the only thing a diff shows. */
export function describeApi(app: HttpApp): string {
  const description = app.swagger() as Description;
  const paths = Object.fromEntries(
    Object.entries(description.paths ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, operations]) => [path, mapValues(operations, addProblem)]),
  );
  const components = {
    ...description.components,
    schemas: { ...description.components?.schemas, Problem: problemSchema },
  };
  return `${JSON.stringify({ ...description, components, paths }, null, 2)}\n`;
}

function addProblem<T extends { responses?: Record<string, unknown> }>(operation: T): T {
  return { ...operation, responses: { ...operation.responses, default: problemAnswer } };
}

function mapValues<T>(object: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
