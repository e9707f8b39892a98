import { Type } from 'typebox';

import { type HttpApp, requireStaff } from '../http/http-app.ts';
import * as schemas from './profile.schemas.ts';
import type { ProfileChange } from './profile.types.ts';
import type { Profiles } from './profiles.service.ts';

const tags = ['profiles'];
const security = [{ session: [] }];

/** The firm's pages for drop-offs, each with limits and questions of its own. */
export function registerProfileRoutes(app: HttpApp, { profiles }: { profiles: Profiles }): void {
  app.get(
    '/api/profiles',
    { schema: { tags, summary: "The firm's upload profiles", security, response: { 200: schemas.profileList } } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return { profiles: await profiles.list(await requireStaff(request)) };
    },
  );

  app.post(
    '/api/profiles',
    {
      schema: {
        tags,
        summary: 'Add an upload profile',
        description: 'Errors: 400 `profile_invalid` with `field`; 409 `slug_taken`.',
        security,
        body: schemas.newProfile,
        response: { 201: schemas.profile },
      },
    },
    async (request, reply) => reply.code(201).send(await profiles.add(await requireStaff(request), request.body)),
  );

  app.patch(
    '/api/profiles/:id',
    {
      schema: {
        tags,
        summary: 'Change or deactivate an upload profile',
        description: 'Errors: 400 `profile_invalid` with `field`.',
        security,
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        body: schemas.profileChange,
        response: { 200: schemas.profile },
      },
    },
    async (request) =>
      await profiles.change(await requireStaff(request), request.params.id, request.body as ProfileChange),
  );
}
