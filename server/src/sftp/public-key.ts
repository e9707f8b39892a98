import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

import { InvalidInput } from '../errors.ts';
import { readStrings } from './wire/read-strings.ts';

/** A key that may open SFTP: what it verifies with, and for keys in hardware what they were made for. */
export type PublicKey = {
  /** As in the second field of an OpenSSH public key. */
  algorithm: string;
  /** As it comes over the wire (RFC 4253, section 6.6). */
  blob: Buffer;
  key: KeyObject;
  /** Keys in hardware (OpenSSH PROTOCOL.u2f) sign for an application, mostly `ssh:`. */
  application?: Buffer;
};

export const leastRsaBits = 3072;
const mostRsaBits = 16_384;

/** NIST curves: how JSON Web Keys name them, and the bytes of a coordinate. */
const curves: Record<string, { crv: string; bytes: number }> = {
  nistp256: { crv: 'P-256', bytes: 32 },
  nistp384: { crv: 'P-384', bytes: 48 },
  nistp521: { crv: 'P-521', bytes: 66 },
};

/**
 * What somebody pasted: a line of OpenSSH (`ssh-ed25519 AAAA… name`), or the form of RFC 4716 that PuTTYgen saves.
 * @throws InvalidInput `ssh_key_private`, `ssh_key_weak`, `ssh_key_unknown`, `ssh_key_invalid`
 */
export function readPublicKey(typed: string): PublicKey & { comment: string } {
  const text = typed.trim();
  if (/PRIVATE KEY|^PuTTY-User-Key-File/m.test(text)) {
    throw new InvalidInput(
      'ssh_key_private',
      'This is the private key. Paste the public one, from the file ending in .pub.',
    );
  }
  const { encoded, comment } = text.startsWith('----') ? readRfc4716(text) : readLine(text);
  const blob = Buffer.from(encoded, 'base64');
  if (encoded === '' || blob.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, '')) throw invalid();
  return {
    ...readBlob(blob),
    comment: comment
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(0, 200),
  };
}

/** @throws InvalidInput as readPublicKey */
export function readBlob(blob: Buffer): PublicKey {
  const fields = readStrings(blob);
  const algorithm = fields?.[0]?.toString('latin1') ?? '';
  if (!fields) throw invalid();
  const rest = fields.slice(1);
  try {
    if (algorithm === 'ssh-ed25519') return { algorithm, blob, key: ed25519Key(rest, 1) };
    if (algorithm === 'ssh-rsa') return { algorithm, blob, key: rsaKey(rest) };
    const curve = /^ecdsa-sha2-(nistp\d+)$/.exec(algorithm)?.[1];
    if (curve && curves[curve]) return { algorithm, blob, key: ecKey(rest, curve, 2) };
    const application = rest.at(-1);
    if (algorithm === 'sk-ssh-ed25519@openssh.com' && application) {
      return { algorithm, blob, key: ed25519Key(rest, 2), application };
    }
    if (algorithm === 'sk-ecdsa-sha2-nistp256@openssh.com' && application) {
      return { algorithm, blob, key: ecKey(rest, 'nistp256', 3), application };
    }
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw invalid();
  }
  throw new InvalidInput('ssh_key_unknown', `Keys of this kind are not taken: ${algorithm.slice(0, 64)}.`);
}

/** SHA-256 of the key on the wire; people know it as `SHA256:…`. */
export function hashKey(blob: Uint8Array): Buffer {
  return createHash('sha256').update(blob).digest();
}

export function formatFingerprint(hash: Uint8Array): string {
  return `SHA256:${Buffer.from(hash).toString('base64').replace(/=+$/, '')}`;
}

function readLine(text: string): { encoded: string; comment: string } {
  const [, encoded = '', comment = ''] = /^[\w@.-]+[ \t]+([A-Za-z0-9+/=]+)(?:[ \t]+([^\r\n]*))?$/.exec(text) ?? [];
  return { encoded, comment };
}

/** RFC 4716: headers like `Comment: "…"`, continued with a backslash, then base64. */
function readRfc4716(text: string): { encoded: string; comment: string } {
  const lines = text.replace(/\\\r?\n/g, '').split(/\r?\n/);
  if (lines[0] !== '---- BEGIN SSH2 PUBLIC KEY ----' || lines.at(-1) !== '---- END SSH2 PUBLIC KEY ----')
    throw invalid();
  const inner = lines.slice(1, -1);
  const comment =
    inner
      .find((line) => /^comment:/i.test(line))
      ?.slice(8)
      .trim()
      .replace(/^"(.*)"$/, '$1') ?? '';
  return {
    encoded: inner
      .filter((line) => !line.includes(':'))
      .join('')
      .trim(),
    comment,
  };
}

function ed25519Key(fields: Buffer[], count: number): KeyObject {
  const [x] = fields;
  if (fields.length !== count || x?.length !== 32) throw invalid();
  return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') });
}

function ecKey(fields: Buffer[], curve: string, count: number): KeyObject {
  const [name, point] = fields;
  const { crv, bytes } = curves[curve] ?? { crv: '', bytes: 0 };
  if (fields.length !== count || name?.toString('latin1') !== curve) throw invalid();
  if (point?.length !== 1 + 2 * bytes || point[0] !== 4) throw invalid();
  const [x, y] = [point.subarray(1, 1 + bytes), point.subarray(1 + bytes)].map((part) => part.toString('base64url'));
  return fromJwk({ kty: 'EC', crv, x: x ?? '', y: y ?? '' });
}

function rsaKey(fields: Buffer[]): KeyObject {
  const [e, n] = fields;
  if (fields.length !== 2 || !e || !n || e.length > 8) throw invalid();
  const modulus = n.subarray(n.findIndex((byte) => byte !== 0));
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < leastRsaBits) {
    throw new InvalidInput('ssh_key_weak', `This RSA key has ${bits} bits; ${leastRsaBits} are needed at least.`);
  }
  if (bits > mostRsaBits || ((modulus.at(-1) ?? 0) & 1) === 0) throw invalid();
  const exponent = Number.parseInt(e.toString('hex'), 16);
  if (exponent < 3 || exponent % 2 === 0) throw invalid();
  return fromJwk({ kty: 'RSA', n: modulus.toString('base64url'), e: e.toString('base64url') });
}

function fromJwk(jwk: JsonWebKey): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function invalid(): InvalidInput {
  return new InvalidInput('ssh_key_invalid', 'This is not a public SSH key. It looks like: ssh-ed25519 AAAA… name');
}
