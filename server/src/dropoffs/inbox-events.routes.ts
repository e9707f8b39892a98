import type { ServerResponse } from 'node:http';

import type { FastifyRequest } from 'fastify';

import { binaryResponse } from '../http/binary-response.ts';
import { findStaffSession, type HttpApp, requireStaff } from '../http/http-app.ts';
import type { InboxFeed } from './inbox-feed.ts';

/** A watcher that takes nothing for so long is gone; it reconnects by itself when it is not. */
const mostUnsentBytes = 64 * 1024;

export type InboxEventsDeps = {
  feed: InboxFeed;
  /** Between two signs of life, which is also how soon an ended session is noticed. Default 15 s. */
  heartbeatMs?: number;
};

/** `GET /api/inbox/events`: server-sent events, one `change` with the id for each drop-off of the firm that changed. */
export function registerInboxEventRoutes(app: HttpApp, { feed, heartbeatMs = 15_000 }: InboxEventsDeps): void {
  app.get(
    '/api/inbox/events',
    {
      schema: {
        tags: ['inbox'],
        summary: 'Changes as they happen (server-sent events)',
        security: [{ session: [] }],
        response: { 200: binaryResponse('Events `change`, data `{"id"}`; a comment every 15 s', 'text/event-stream') },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      const { raw } = reply;
      const unsubscribe = await feed.subscribe(actor.firmId, (id) =>
        write(raw, `event: change\ndata: ${JSON.stringify({ id })}\n\n`),
      );
      reply.hijack();
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Told to nginx: do not gather.
        'x-accel-buffering': 'no',
      });
      write(raw, 'retry: 3000\n\n');
      const heartbeat = setInterval(() => void beat(request, raw), heartbeatMs);
      const end = (): void => {
        clearInterval(heartbeat);
        unsubscribe();
      };
      if (raw.destroyed) end();
      else raw.on('close', end);
    },
  );
}

async function beat(request: FastifyRequest, raw: ServerResponse): Promise<void> {
  try {
    const session = await findStaffSession(request);
    if (session?.scope === 'full') return write(raw, ': still here\n\n');
  } catch {
    // The database is away: whoever watches reconnects, and is checked then.
  }
  raw.end();
}

function write(raw: ServerResponse, text: string): void {
  if (raw.writableEnded || raw.destroyed) return;
  if (raw.writableLength > mostUnsentBytes) raw.destroy();
  else raw.write(text);
}
