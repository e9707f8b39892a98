import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';

import { NotFound } from '../errors.ts';
import { type HttpApp, requireStaff } from '../http/http-app.ts';
import { limitsOf } from '../profiles/limits.ts';
import { publicProfile } from '../profiles/profile.schemas.ts';
import type { Profile } from '../profiles/profile.types.ts';
import type { Profiles } from '../profiles/profiles.service.ts';
import { linkKey, newLinkKey } from '../requests/request.schemas.ts';
import type { Firms, FirmSettings, LinkKey, PublicFirm } from './firms.service.ts';
import type { SetUp } from './set-up.ts';

export type PublicFirmRoutesDeps = {
  firms: { resolvePublicFirm(firmId?: string): Promise<PublicFirm> };
  profiles: Pick<Profiles, 'findActive'>;
  version: string;
};

export type FirmRoutesDeps = {
  firms: Pick<Firms, 'getSettings' | 'changeSettings' | 'linkKey' | 'newLinkKey'>;
  setUp: SetUp;
  /** Signs the owner in who was just made, and sets the cookie (accounts/). */
  signInNewOwner(
    request: FastifyRequest,
    reply: FastifyReply,
    owner: { firmId: string; ownerId: string },
  ): Promise<void>;
};

const Bytes = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const publicFirm = Type.Object({
  id: Type.String(),
  name: Type.String(),
  eraseAfterDays: Type.Integer(),
  customerNumberExample: Type.String(),
  limits: Type.Object({ maxFileBytes: Bytes, maxTotalBytes: Bytes, maxFiles: Type.Integer() }),
  requireRequest: Type.Boolean({ description: 'Nothing is taken without a request or a signed link' }),
  requireSignedLinks: Type.Boolean({ description: 'Case references come from signed links only' }),
  receiptKey: Type.String({ description: 'Ed25519 public key, base64' }),
  imprint: Type.String(),
  version: Type.String(),
  profile: Type.Optional(publicProfile),
});

const Settings = Type.Object({
  firmName: Type.String({ minLength: 1, maxLength: 200 }),
  eraseAfterDays: Type.Integer({ minimum: 1, maximum: 14 }),
  requireTotp: Type.Boolean(),
  customerNumberPattern: Type.String({ maxLength: 200 }),
  customerNumberExample: Type.String({ maxLength: 64 }),
  maxFileBytes: Bytes,
  maxDropoffBytes: Bytes,
  maxDropoffFiles: Type.Integer({ minimum: 1, maximum: 100_000 }),
  notifyEmail: Type.String({ maxLength: 254 }),
  imprint: Type.String({ maxLength: 20_000 }),
  timeZone: Type.String({ maxLength: 64, description: 'IANA name, like Europe/Berlin' }),
  sftpNetworks: Type.Array(Type.String({ maxLength: 64 }), {
    maxItems: 100,
    description: 'From where SFTP is allowed, like 10.1.0.0/16; empty: from everywhere',
  }),
  sftpHours: Type.Array(
    Type.Object({
      days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { description: '1 is Monday' }),
      from: Type.String({ maxLength: 5, description: '07:00' }),
      to: Type.String({ maxLength: 5, description: '18:00, up to 24:00' }),
    }),
    { maxItems: 50, description: 'When SFTP is allowed, in the time zone of the firm; empty: at any time' },
  ),
  sftpMayClose: Type.Boolean({ description: "Whether removing a case's folder over SFTP closes the case" }),
  requireRequest: Type.Boolean({ description: 'Only files somebody of the firm has asked for' }),
  requireSignedLinks: Type.Boolean({ description: 'Case references only from signed links' }),
});

const SetUpBody = Type.Object({
  token: Type.String({ maxLength: 256 }),
  firmName: Type.String({ maxLength: 400 }),
  ownerName: Type.String({ maxLength: 400 }),
  email: Type.String({ maxLength: 400 }),
  password: Type.String({ maxLength: 4096 }),
});

const tags = ['firm'];

/** The public facts of a firm. */
export function registerPublicFirmRoutes(app: HttpApp, deps: PublicFirmRoutesDeps): void {
  const { firms } = deps;
  app.get(
    '/api/firm',
    {
      schema: {
        tags,
        summary: 'Who receives the files, and within which limits',
        description:
          'With `profile` its texts, kinds and questions too; limits and `eraseAfterDays` are then those of the profile. 404 `profile_unknown`.',
        querystring: Type.Object({
          firm: Type.Optional(Type.String({ maxLength: 64 })),
          profile: Type.Optional(Type.String({ maxLength: 64 })),
        }),
        response: { 200: publicFirm },
      },
    },
    async (request) => {
      const firm = await firms.resolvePublicFirm(request.query.firm);
      const { profile: slug } = request.query;
      const profile = slug === undefined ? undefined : await deps.profiles.findActive(firm.id, slug);
      return {
        id: firm.id,
        name: firm.name,
        eraseAfterDays: (profile ?? firm).eraseAfterDays,
        customerNumberExample: firm.customerNumberExample,
        limits: limitsOf(firm, profile),
        requireRequest: firm.requireRequest,
        requireSignedLinks: firm.requireSignedLinks,
        receiptKey: Buffer.from(firm.receiptPublicKey).toString('base64'),
        imprint: firm.imprint,
        version: deps.version,
        ...(profile && { profile: publicPart(profile) }),
      };
    },
  );
}

/** A firm's settings, and the set-up of the first one. */
export function registerFirmRoutes(app: HttpApp, deps: FirmRoutesDeps): void {
  const { firms, setUp } = deps;
  app.get(
    '/api/settings',
    { schema: { tags, summary: "The firm's settings", security: [{ session: [] }], response: { 200: Settings } } },
    async (request) => settingsOut(await firms.getSettings(await requireStaff(request))),
  );

  app.patch(
    '/api/settings',
    {
      schema: {
        tags,
        summary: "Change some of the firm's settings",
        security: [{ session: [] }],
        body: Type.Partial(Settings, { additionalProperties: false }),
        response: { 200: Settings },
      },
    },
    async (request) => {
      const { firmName, ...patch } = request.body;
      const actor = await requireStaff(request);
      return settingsOut(await firms.changeSettings(actor, withoutUndefined({ ...patch, name: firmName })));
    },
  );

  app.get(
    '/api/settings/link-key',
    {
      schema: {
        tags,
        summary: 'The key that checks the signatures of links',
        security: [{ session: [] }],
        response: { 200: linkKey },
      },
    },
    async (request) => linkKeyOut(await firms.linkKey(await requireStaff(request))),
  );

  app.post(
    '/api/settings/link-key',
    {
      schema: {
        tags,
        summary: 'Make a new key for signing links; those of the one before are refused',
        security: [{ session: [] }],
        response: { 201: newLinkKey },
      },
    },
    async (request, reply) => {
      const { privateKeyPem, ...made } = await firms.newLinkKey(await requireStaff(request));
      const { publicKey, madeAt } = linkKeyOut(made);
      void reply.header('cache-control', 'no-store');
      return reply.code(201).send({ publicKey: publicKey ?? '', madeAt: madeAt ?? '', privateKey: privateKeyPem });
    },
  );

  app.get(
    '/api/setup',
    { schema: { tags, summary: 'Whether the first firm is still to be set up', response: { 204: Type.Null() } } },
    async (_request, reply) => {
      if (!(await setUp.isNeeded())) throw new NotFound();
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/setup',
    {
      schema: {
        tags,
        summary: 'Set up the first firm and its owner; works once',
        body: SetUpBody,
        response: {
          201: Type.Object({
            ok: Type.Literal(true),
            recoverySheet: Type.Object({ rootKeyFile: Type.String(), fingerprint: Type.String() }),
          }),
        },
      },
      // Before the body is even looked at: afterwards this route is as if it had never been.
      onRequest: async () => {
        if (!(await setUp.isNeeded())) throw new NotFound();
      },
    },
    async (request, reply) => {
      const { recoverySheet, ...owner } = await setUp.completeSetup(request.body);
      await deps.signInNewOwner(request, reply, owner);
      return reply.code(201).send({ ok: true, recoverySheet });
    },
  );
}

function linkKeyOut({ publicKey, madeAt }: LinkKey): Static<typeof linkKey> {
  return {
    publicKey: publicKey && Buffer.from(publicKey).toString('base64'),
    madeAt: madeAt?.toISOString() ?? null,
  };
}

/** Not who is told, nor what the staff calls it. */
function publicPart({ slug, texts, kinds, ask, needsReadme }: Profile): Static<typeof publicProfile> {
  return { slug, texts, kinds, ask, needsReadme };
}

function settingsOut({ name, ...settings }: FirmSettings): Static<typeof Settings> {
  return { firmName: name, ...settings };
}

function withoutUndefined<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as never;
}
