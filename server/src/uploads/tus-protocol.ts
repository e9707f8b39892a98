import type { IncomingHttpHeaders } from 'node:http';

import { InvalidInput } from '../errors.ts';
import type { Checksum, UploadState } from './uploads-deps.ts';

// tus 1.0.0 (https://tus.io/protocols/resumable-upload): what its headers mean, and nothing of HTTP servers.

export const TUS_VERSION = '1.0.0';
export const TUS_EXTENSIONS = 'creation,creation-with-upload,checksum,expiration,termination';
export const TUS_CHECKSUMS = 'sha256,sha1';
export const BODY_TYPE = 'application/offset+octet-stream';

/** Every request but OPTIONS names the version (412 otherwise). */
export function assertTusVersion(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] === TUS_VERSION) return;
  throw new InvalidInput('tus_version_unsupported', `This server speaks tus ${TUS_VERSION}.`);
}

/** A whole number of bytes from a header. @throws InvalidInput with `code` when it is missing or no such number */
export function bytesFrom(headers: IncomingHttpHeaders, name: string, code: string): number {
  const value = headers[name];
  if (typeof value === 'string' && /^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value)))
    return Number(value);
  throw new InvalidInput(code, `The header ${name} must be a whole number of bytes.`);
}

const digestBytes = { sha1: 20, sha256: 32 } as const;

/** `Upload-Checksum: <algorithm> <base64>` */
export function checksumFrom(headers: IncomingHttpHeaders): Checksum | undefined {
  const value = headers['upload-checksum'];
  if (value === undefined) return undefined;
  const match = /^(\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(String(value));
  const algorithm = match?.[1];
  if (algorithm !== 'sha1' && algorithm !== 'sha256') {
    throw new InvalidInput('checksum_unsupported', `Checksums can be ${TUS_CHECKSUMS}.`);
  }
  const digest = Buffer.from(match?.[2] ?? '', 'base64');
  if (digest.length !== digestBytes[algorithm]) {
    throw new InvalidInput('checksum_unsupported', 'The checksum does not have the length of its algorithm.');
  }
  return { algorithm, digest };
}

/**
 * `Upload-Metadata`: pairs of a key and a base64 value, strictly UTF-8 here.
 * @throws InvalidInput `metadata_invalid`, `name_not_utf8`
 */
export function metadataFrom(headers: IncomingHttpHeaders): Map<string, string> {
  const header = headers['upload-metadata'];
  const metadata = new Map<string, string>();
  if (typeof header !== 'string' || header.trim() === '') return metadata;
  for (const pair of header.split(',')) {
    const match = /^\s*([^\s,]+)(?:\s+([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair);
    if (!match?.[1] || metadata.has(match[1])) {
      throw new InvalidInput('metadata_invalid', 'Upload-Metadata must be keys, each once, with base64 values.');
    }
    metadata.set(match[1], textFrom(match[2] ?? ''));
  }
  return metadata;
}

function textFrom(base64: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    throw new InvalidInput('name_not_utf8', 'The name of the file is not valid UTF-8.');
  }
}

/** What an upload is called now, which may carry a number that the client did not send. */
export function metadataOf(upload: UploadState): string {
  const pairs: [string, string][] = [
    ['filename', upload.name],
    ['filetype', upload.mediaType],
  ];
  if (upload.relativePath !== '') pairs.push(['relativePath', upload.relativePath]);
  return pairs.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
}
