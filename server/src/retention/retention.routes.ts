import { Type } from 'typebox';

import { type HttpApp, requireStaff } from '../http/http-app.ts';
import type { RunResult } from './erasure-runs.queries.ts';
import type { Hold } from './manage-holds.ts';
import type { Preview } from './preview.ts';
import * as schemas from './retention.schemas.ts';
import type { Retention } from './retention.service.ts';

const tags = ['retention'];
const security = [{ session: [] }];

/** How long things are kept, what goes next, what went, and what keeps from it. */
export function registerRetentionRoutes(app: HttpApp, { retention }: { retention: Retention }): void {
  app.get(
    '/api/retention/rules',
    { schema: { tags, summary: 'The rules of retention', security, response: { 200: schemas.rules } } },
    async (request) => await retention.rules(await requireStaff(request)),
  );

  app.get(
    '/api/retention/preview',
    {
      schema: {
        tags,
        summary: 'What would be erased until a moment, and what holds keep',
        security,
        querystring: schemas.previewQuery,
        response: { 200: schemas.preview },
      },
    },
    async (request) => {
      const { until } = request.query;
      return viewPreview(
        await retention.preview(await requireStaff(request), until === undefined ? {} : { until: new Date(until) }),
      );
    },
  );

  app.get(
    '/api/retention/runs',
    {
      schema: {
        tags,
        summary: 'Past erasure runs, the newest first',
        description: 'Runs that found nothing to do are forgotten after a day.',
        security,
        querystring: schemas.runsQuery,
        response: { 200: schemas.runs },
      },
    },
    async (request) => {
      const { runs, lastRunAt } = await retention.runs(await requireStaff(request), request.query);
      return { lastRunAt: lastRunAt.toISOString(), runs: runs.map(viewRun) };
    },
  );

  app.post(
    '/api/retention/runs',
    {
      schema: {
        tags,
        summary: 'Run now (owner); says whether the clock is to be believed after it jumped',
        security,
        body: schemas.runBody,
        response: { 200: schemas.run },
      },
    },
    async (request) => viewRun(await retention.runNow(await requireStaff(request), request.body ?? {})),
  );

  app.get(
    '/api/retention/holds',
    {
      schema: {
        tags,
        summary: 'Holds in force, or those that have ended',
        security,
        querystring: schemas.holdsQuery,
        response: { 200: schemas.holds },
      },
    },
    async (request) => {
      return { holds: (await retention.holds(await requireStaff(request), request.query)).map(viewHold) };
    },
  );

  app.post(
    '/api/retention/holds',
    {
      schema: {
        tags,
        summary: 'Keep a drop-off, all of a customer or everything from erasure (owner)',
        description: 'Errors: 400 `hold_invalid`; 409 `erasure_begun`.',
        security,
        body: schemas.holdBody,
        response: { 201: schemas.hold },
      },
    },
    async (request, reply) => {
      const { until, ...hold } = request.body;
      const actor = await requireStaff(request);
      const placed = await retention.placeHold(actor, { ...hold, ...(until && { until: new Date(until) }) });
      return reply.code(201).send(viewHold(placed));
    },
  );

  app.delete(
    '/api/retention/holds/:id',
    {
      schema: {
        tags,
        summary: 'Lift a hold (owner); what is due goes at once',
        security,
        params: schemas.holdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await retention.liftHold(await requireStaff(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function viewRun({ beganAt, endedAt, ...run }: RunResult) {
  return { ...run, beganAt: beganAt.toISOString(), endedAt: endedAt.toISOString() };
}

function viewPreview({ until, items, ...rest }: Preview) {
  return {
    ...rest,
    until: until.toISOString(),
    items: items.map((item) => ({
      ...item,
      due: item.due.toISOString(),
      begunAt: item.begunAt.toISOString(),
      arrivedAt: item.arrivedAt?.toISOString() ?? null,
      kept: item.kept && { by: item.kept.by, until: item.kept.until?.toISOString() ?? null },
    })),
  };
}

function viewHold(hold: Hold) {
  return {
    ...hold,
    placedAt: hold.placedAt.toISOString(),
    until: hold.until?.toISOString() ?? null,
    liftedAt: hold.liftedAt?.toISOString() ?? null,
  };
}
