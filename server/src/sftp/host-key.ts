import { createHash, type KeyObject } from 'node:crypto';

import { formatFingerprint } from './public-key.ts';

/** An Ed25519 key as the key ring has it. */
export type Ed25519Pair = { key: KeyObject; publicKey: Uint8Array };

/** The key on the wire (RFC 8709): algorithm, 32 bytes. */
export function ed25519Blob(publicKey: Uint8Array): Buffer {
  return Buffer.concat([text('ssh-ed25519'), text(publicKey)]);
}

/** `ssh-ed25519 AAAA…`, as it stands in known_hosts behind the host's name. */
export function publicKeyLine(publicKey: Uint8Array): string {
  return `ssh-ed25519 ${ed25519Blob(publicKey).toString('base64')}`;
}

export function fingerprintOf(publicKey: Uint8Array): string {
  return formatFingerprint(createHash('sha256').update(ed25519Blob(publicKey)).digest());
}

/** The private key in the format of OpenSSH (PROTOCOL.key), without a passphrase. */
export function openSshPrivateKey({ key, publicKey }: Ed25519Pair, comment: string): string {
  const seed = key.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const blob = ed25519Blob(publicKey);
  // Two equal numbers tell whether a passphrase was right; there is none, so any will do.
  const check = createHash('sha256').update(blob).digest().subarray(0, 4);
  const secret = Buffer.concat([check, check, blob, text(Buffer.concat([seed, publicKey])), text(comment)]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    Buffer.from([0, 0, 0, 1]),
    text(blob),
    text(Buffer.concat([secret, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function text(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value as Uint8Array);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length, 0);
  return Buffer.concat([length, bytes]);
}
