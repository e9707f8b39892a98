import type { AddressInfo } from 'node:net';

import pino from 'pino';

import type { StaffActor } from '../../actor.ts';
import { registerFileRoutes } from '../../files/files.routes.ts';
import { createHttpApp } from '../../http/create-http-app.ts';
import { registerDropoffRoutes, registerReceiptRoutes } from '../dropoffs.routes.ts';
import { registerInboxEventRoutes } from '../inbox-events.routes.ts';
import { createInboxFeed } from '../inbox-feed.ts';
import { registerInboxRoutes } from '../inbox.routes.ts';
import { buildDropoffHouse } from './dropoff-house.ts';

export type HttpHouse = Awaited<ReturnType<typeof buildHttpHouse>>;

/** The rooms behind their real door, listening on a free port; `sessions` says whose each cookie is. */
export async function buildHttpHouse() {
  const house = await buildDropoffHouse();
  const sessions = new Map<string, StaffActor>();
  const app = await createHttpApp({
    publicUrl: new URL('http://127.0.0.1'),
    version: '0.0.0',
    log: pino({ level: 'silent' }),
    actorFinder: {
      findStaff: async (token) => {
        const actor = sessions.get(token);
        return actor && { actor, scope: 'full' };
      },
      findSubmitter: (token) => house.dropoffs.findSubmitter(token),
    },
  });
  registerDropoffRoutes(app, {
    dropoffs: house.dropoffs,
    firms: house.firms,
  });
  registerReceiptRoutes(app, {
    dropoffs: house.dropoffs,
    renderReceiptPdf: async (receipt, { language }) => Buffer.from(`%PDF ${receipt.id} ${language}`),
  });
  registerInboxRoutes(app, { dropoffs: house.dropoffs });
  registerInboxEventRoutes(app, { feed: createInboxFeed(house.database), heartbeatMs: 100 });
  registerFileRoutes(app, house);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  return {
    ...house,
    app,
    url,
    sessions,
    /** A header that carries a session of this member of staff. */
    signIn(actor: StaffActor): { cookie: string } {
      const token = `session-${sessions.size}-${actor.accountId}`;
      sessions.set(token, actor);
      return { cookie: `schleuse_session=${token}` };
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await house[Symbol.asyncDispose]();
    },
  };
}
