import type { FastifyReply, FastifyRequest } from 'fastify';

import { Type } from 'typebox';

import { RangeNotSatisfiable } from '../errors.ts';
import { binaryResponse } from '../http/binary-response.ts';
import { type HttpApp, requireStaff } from '../http/http-app.ts';
import { sendBytes } from '../http/send-bytes.ts';
import { fileParams, idParams, release } from './file.schemas.ts';
import { type ByteRange, ifRangeHolds, parseRange } from './byte-range.ts';
import { attachmentHeader } from './content-disposition.ts';
import type { FileRecord, Files } from './files.service.ts';
import type { Quarantine } from './quarantine.ts';

const tags = ['inbox'];
const security = [{ session: [] }];

/** Reading what customers dropped off, for staff. */
export function registerFileRoutes(
  app: HttpApp,
  { files, quarantine }: { files: Files; quarantine: Quarantine },
): void {
  const fileSchema = {
    tags,
    summary: 'One file; a single byte range may be asked for (RFC 9110)',
    security,
    params: fileParams,
    response: {
      200: binaryResponse('The whole file', 'application/octet-stream'),
      206: binaryResponse('The range asked for', 'application/octet-stream'),
    },
  };

  app.get('/api/dropoffs/:id/files/:fileId', { schema: fileSchema }, async (request, reply) => {
    const actor = await requireStaff(request);
    const place = { dropoffId: request.params.id, fileId: request.params.fileId };
    const { file, range, stream } = await files.read(actor, place, (found) => chooseRange(request, reply, found));
    const { start, end } = range ?? { start: 0, end: file.size };
    void reply.headers({ ...headersOf(file), 'content-length': end - start });
    if (range) void reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${file.size}`);
    return await sendBytes(reply, stream);
  });

  app.head('/api/dropoffs/:id/files/:fileId', { schema: { ...fileSchema, hide: true } }, async (request, reply) => {
    const actor = await requireStaff(request);
    const file = await files.find(actor, { dropoffId: request.params.id, fileId: request.params.fileId });
    return reply.headers({ ...headersOf(file), 'content-length': file.size }).send();
  });

  app.post(
    '/api/dropoffs/:id/files/:fileId/release',
    {
      schema: {
        tags,
        summary: 'Let a file out of quarantine, with a reason (owners)',
        security,
        params: fileParams,
        body: release,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      const { id: dropoffId, fileId } = request.params;
      await quarantine.release(actor, { dropoffId, fileId }, request.body.reason);
      return await reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/dropoffs/:id/files/:fileId',
    {
      schema: {
        tags,
        summary: 'Erase a file in quarantine (owners); the rest of its drop-off stays',
        security,
        params: fileParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      await quarantine.erase(actor, { dropoffId: request.params.id, fileId: request.params.fileId });
      return await reply.code(204).send(null);
    },
  );

  app.get(
    '/api/dropoffs/:id/archive.zip',
    {
      schema: {
        tags,
        summary: 'All files as one ZIP archive, made while it is sent',
        security,
        params: idParams,
        response: { 200: binaryResponse('Stored, not packed; names in UTF-8, ZIP64 where needed', 'application/zip') },
      },
    },
    async (request, reply) => {
      const actor = await requireStaff(request);
      const { stream, size } = await files.streamZip(actor, request.params.id);
      const name = `Einsendung-${request.params.id.slice(0, 8)}.zip`;
      void reply.headers({ ...downloadHeaders(name), 'content-type': 'application/zip' });
      if (size !== undefined) void reply.header('content-length', size);
      return await sendBytes(reply, stream);
    },
  );
}

function chooseRange(request: FastifyRequest, reply: FastifyReply, file: FileRecord): ByteRange | undefined {
  if (!ifRangeHolds(request.headers['if-range'] as string | undefined, etagOf(file))) return undefined;
  const range = parseRange(request.headers.range, file.size);
  if (range !== 'unsatisfiable') return range;
  void reply.header('content-range', `bytes */${file.size}`);
  throw new RangeNotSatisfiable();
}

function headersOf(file: FileRecord): Record<string, string> {
  const etag = etagOf(file);
  return {
    ...downloadHeaders(file.name),
    // What it says of itself came from its sender; a browser is told nothing it could act on.
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    ...(etag !== undefined && { etag }),
  };
}

function downloadHeaders(name: string): Record<string, string> {
  return {
    'content-disposition': attachmentHeader(name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  };
}

function etagOf(file: FileRecord): string | undefined {
  return file.sha256 ? `"${file.sha256.toString('hex')}"` : undefined;
}
