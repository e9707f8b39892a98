import { Type } from 'typebox';

import { type HttpApp, requireStaff } from '../http/http-app.ts';
import type { Scanning } from './scanning.service.ts';

const nullableInstant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

const scanner = Type.Object({
  state: Type.Union(
    [Type.Literal('none'), Type.Literal('checking'), Type.Literal('working'), Type.Literal('failing')],
    {
      description: 'none: there is no scanner, and files are not scanned',
    },
  ),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it is failing, a stable code' }),
  since: nullableInstant,
  checkedAt: nullableInstant,
  version: Type.String({ description: 'As the scanner says it, with the date of its signatures if it has one' }),
  waiting: Type.Integer({ minimum: 0, description: 'Files of this firm nobody may open yet' }),
  waitingSince: nullableInstant,
  quarantined: Type.Integer({ minimum: 0, description: 'Files of this firm in quarantine' }),
});

/** How the virus scanner does. */
export function registerScanningRoutes(app: HttpApp, { scanning }: { scanning: Scanning }): void {
  app.get(
    '/api/scanner',
    {
      schema: {
        tags: ['inbox'],
        summary: 'The virus scanner: whether it works, and what waits for it',
        security: [{ session: [] }],
        response: { 200: scanner },
      },
    },
    async (request, reply) => {
      const { oldest, waiting, quarantined, ...found } = await scanning.describe(await requireStaff(request));
      void reply.header('cache-control', 'no-store');
      const known = 'since' in found ? found : undefined;
      return {
        state: found.state,
        reason: known?.reason ?? null,
        since: known?.since.toISOString() ?? null,
        checkedAt: known?.checkedAt.toISOString() ?? null,
        version: known?.version ?? '',
        waiting,
        waitingSince: oldest?.toISOString() ?? null,
        quarantined,
      };
    },
  );
}
