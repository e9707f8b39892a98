import { createHash, verify } from 'node:crypto';

import type { PublicKey } from './public-key.ts';
import { readStrings } from './wire/read-strings.ts';

/** As the library hands it over: without its frame, ECDSA already in ASN.1. */
export type Signature = { bytes: Buffer; hash: string | undefined };

const ecdsaHashes: Record<string, string> = {
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
};

/** Somebody touched the key (OpenSSH PROTOCOL.u2f, flags). */
const userPresent = 0x01;

/** Whether the key signed this message. RSA counts with SHA-2 only (RFC 8332), keys in hardware only when touched. */
export function verifySignature(publicKey: PublicKey, message: Buffer, { bytes, hash }: Signature): boolean {
  const { algorithm, key, application } = publicKey;
  try {
    if (application) return verifyTouched(publicKey, application, message, bytes);
    if (algorithm === 'ssh-ed25519') return verify(null, message, key, bytes);
    if (algorithm === 'ssh-rsa') return (hash === 'sha256' || hash === 'sha512') && verify(hash, message, key, bytes);
    const ecdsa = ecdsaHashes[algorithm];
    return ecdsa !== undefined && verify(ecdsa, message, key, bytes);
  } catch {
    return false;
  }
}

/** What is signed there: hash of the application, flags, counter, hash of the message. */
function verifyTouched({ key, algorithm }: PublicKey, application: Buffer, message: Buffer, bytes: Buffer): boolean {
  if (bytes.length < 6) return false;
  const signature = bytes.subarray(0, -5);
  const flagsAndCounter = bytes.subarray(-5);
  if (((flagsAndCounter[0] ?? 0) & userPresent) === 0) return false;
  const signed = Buffer.concat([sha256(application), flagsAndCounter, sha256(message)]);
  if (algorithm === 'sk-ssh-ed25519@openssh.com') return verify(null, signed, key, signature);
  const [r, s] = readStrings(signature) ?? [];
  return r !== undefined && s !== undefined && verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, join(r, s));
}

/** r and s, each as 32 bytes. */
function join(...numbers: Buffer[]): Buffer {
  return Buffer.concat(
    numbers.map((number) => {
      const bare = number.subarray(Math.max(0, number.length - 32));
      return Buffer.concat([Buffer.alloc(32 - bare.length), bare]);
    }),
  );
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
