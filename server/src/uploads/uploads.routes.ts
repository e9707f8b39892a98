import type { FastifyReply, FastifyRequest } from 'fastify';

import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { bearerToken, type HttpApp, requireSubmitter } from '../http/http-app.ts';
import { type ActorCache, createActorCache } from './actor-cache.ts';
import { bodyOf, dropRestOfBody, hasBody, IDLE_MS } from './request-body.ts';
import {
  assertTusVersion,
  BODY_TYPE,
  bytesFrom,
  checksumFrom,
  metadataFrom,
  metadataOf,
  TUS_CHECKSUMS,
  TUS_EXTENSIONS,
  TUS_VERSION,
} from './tus-protocol.ts';
import { appendSchema, createSchema, describeSchema, optionsSchema, removeSchema } from './tus.schemas.ts';
import type { Uploads } from './uploads.service.ts';
import type { UploadState } from './uploads-deps.ts';

const base = '/api/uploads';
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** tus 1.0 at /api/uploads: resumable uploads with the token of a drop-off. */
export async function registerUploadsRoutes(
  app: HttpApp,
  { uploads, idleMs = IDLE_MS }: { uploads: Uploads; idleMs?: number },
): Promise<void> {
  const door: Door = { uploads, idleMs, actors: createActorCache() };
  await app.register(async (tus) => {
    // Bodies are streams that this room reads itself, without any limit but its own.
    tus.removeAllContentTypeParsers();
    tus.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    tus.addHook('onRoute', (route) => void (route.config = { ...route.config, patientBody: true }));
    tus.addHook('onRequest', async (request, reply) => {
      reply.header('tus-resumable', TUS_VERSION).header('cache-control', 'no-store');
      if (request.method !== 'OPTIONS') assertTusVersion(request.headers);
    });
    tus.addHook('onError', async (_request, reply, error) => {
      if ('code' in error && error.code === 'tus_version_unsupported') reply.header('tus-version', TUS_VERSION);
      if (error instanceof Conflict && typeof error.details['offset'] === 'number') {
        reply.header('upload-offset', String(error.details['offset']));
      }
    });
    tus.addHook('onResponse', async (request) => dropRestOfBody(request.raw));

    const hide = true;
    tus.options(base, { schema: optionsSchema }, (request, reply) => describeServer(door, request, reply));
    tus.options(`${base}/:id`, { schema: { ...optionsSchema, hide } }, (request, reply) =>
      describeServer(door, request, reply),
    );
    tus.post(base, { schema: createSchema }, (request, reply) => create(door, request, reply));
    tus.head(`${base}/:id`, { schema: describeSchema }, (request, reply) => describe(door, request, reply));
    tus.patch(`${base}/:id`, { schema: appendSchema }, (request, reply) => append(door, request, reply));
    tus.delete(`${base}/:id`, { schema: removeSchema }, (request, reply) => remove(door, request, reply));
    // For clients behind proxies that let only GET and POST pass.
    tus.post(`${base}/:id`, { schema: { ...appendSchema, hide } }, async (request, reply) => {
      const method = request.headers['x-http-method-override'];
      if (method === 'PATCH') return await append(door, request, reply);
      if (method === 'DELETE') return await remove(door, request, reply);
      throw new NotFound();
    });
  });
}

type Door = { uploads: Uploads; actors: ActorCache; idleMs: number };

async function describe({ uploads }: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const upload = await uploads.describeUpload(await requireSubmitter(request), idOf(request.params));
  reply.header('upload-length', String(upload.length)).header('upload-metadata', metadataOf(upload));
  return announce(reply, upload).code(200).send();
}

async function describeServer({ uploads }: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('tus-version', TUS_VERSION).header('tus-extension', TUS_EXTENSIONS);
  reply.header('tus-checksum-algorithm', TUS_CHECKSUMS);
  if (bearerToken(request)) {
    const { maxFileBytes } = await uploads.limitsFor(await requireSubmitter(request));
    reply.header('tus-max-size', String(maxFileBytes));
  }
  return reply.code(204).send();
}

async function create(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { uploads, actors, idleMs } = door;
  const actor = await actors.find(bearerToken(request) ?? '', () => requireSubmitter(request));
  const { headers, raw } = request;
  if (headers['upload-defer-length'] !== undefined || headers['upload-concat'] !== undefined) {
    throw new InvalidInput('tus_extension_unsupported', `This server knows the extensions ${TUS_EXTENSIONS}.`);
  }
  const length = bytesFrom(headers, 'upload-length', 'length_invalid');
  const metadata = metadataFrom(headers);
  const file = {
    name: metadata.get('filename') ?? metadata.get('name') ?? '',
    relativePath: metadata.get('relativePath') ?? '',
    mediaType: metadata.get('filetype') ?? metadata.get('type') ?? '',
    length,
  };
  if (hasBody(raw)) assertBodyType(request);
  const body = hasBody(raw) ? bodyOf(raw, checksumFrom(headers), idleMs) : undefined;
  const upload = await uploads.createUpload(actor, file, body);
  return announce(reply, upload).code(201).header('location', `${base}/${upload.id}`).send();
}

async function append({ uploads, idleMs }: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = await requireSubmitter(request);
  const id = idOf(request.params);
  assertBodyType(request);
  const offset = bytesFrom(request.headers, 'upload-offset', 'offset_missing');
  const body = bodyOf(request.raw, checksumFrom(request.headers), idleMs);
  return announce(reply, await uploads.appendBytes(actor, id, offset, body))
    .code(204)
    .send();
}

async function remove({ uploads }: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await uploads.terminateUpload(await requireSubmitter(request), idOf(request.params));
  return reply.code(204).send();
}

function announce(reply: FastifyReply, upload: UploadState): FastifyReply {
  reply.header('upload-offset', String(upload.received));
  if (upload.state === 'open') reply.header('upload-expires', upload.expiresAt.toUTCString());
  return reply;
}

function assertBodyType(request: FastifyRequest): void {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() === BODY_TYPE) return;
  throw new InvalidInput('offset_content_type', `The body must be ${BODY_TYPE}.`);
}

/** Anything that is no id is simply not there. */
function idOf(params: unknown): string {
  const { id } = params as { id: string };
  if (!idPattern.test(id)) throw new NotFound();
  return id.toLowerCase();
}
