import { execFile } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign, createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ed25519Blob, fingerprintOf, openSshPrivateKey, publicKeyLine } from './host-key.ts';
import { formatFingerprint, hashKey, readBlob, readPublicKey } from './public-key.ts';
import { text } from './testing/client.ts';
import { hasProgram } from './testing/pick-up.ts';
import { verifySignature } from './verify-signature.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schleuse-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pair = generateKeyPairSync('ed25519');
const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const line = `${publicKeyLine(raw)} Büro  Rechner`;
const refusal = (typed: string): string => {
  try {
    readPublicKey(typed);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

async function make(...kind: string[]): Promise<string> {
  const path = join(folder, `key${Math.random()}`);
  await run('ssh-keygen', ['-q', '-N', '', '-C', 'a comment', ...kind, '-f', path]);
  return path;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

describe.runIf(hasProgram('ssh-keygen'))('S7: keys as OpenSSH makes them', () => {
  test.each([
    ['ssh-ed25519', ['-t', 'ed25519']],
    ['ecdsa-sha2-nistp256', ['-t', 'ecdsa', '-b', '256']],
    ['ecdsa-sha2-nistp384', ['-t', 'ecdsa', '-b', '384']],
    ['ecdsa-sha2-nistp521', ['-t', 'ecdsa', '-b', '521']],
    ['ssh-rsa', ['-t', 'rsa', '-b', '3072']],
  ])('%s, also in the form that PuTTYgen saves, with the fingerprint everybody shows', async (algorithm, kind) => {
    const path = await make(...kind);
    const read = readPublicKey(await readFile(`${path}.pub`, 'utf8'));
    expect(read).toMatchObject({ algorithm, comment: 'a comment' });
    const { stdout: shown } = await run('ssh-keygen', ['-l', '-f', `${path}.pub`]);
    expect(shown).toContain(formatFingerprint(hashKey(read.blob)));
    const { stdout: rfc4716 } = await run('ssh-keygen', ['-e', '-m', 'RFC4716', '-f', `${path}.pub`]);
    expect(readPublicKey(rfc4716).blob.equals(read.blob)).toBe(true);
    expect(refusal(await readFile(path, 'utf8'))).toBe('ssh_key_private');
  });

  test('RSA below 3072 bits is refused', async () => {
    expect(refusal(await readFile(`${await make('-t', 'rsa', '-b', '2048')}.pub`, 'utf8'))).toBe('ssh_key_weak');
  });

  test('the host key is one that OpenSSH reads, and knows by the same fingerprint', async () => {
    const path = join(folder, 'host');
    await writeFile(path, openSshPrivateKey({ key: pair.privateKey, publicKey: raw }, 'x'), { mode: 0o600 });
    expect((await run('ssh-keygen', ['-y', '-f', path])).stdout).toContain(publicKeyLine(raw));
    expect((await run('ssh-keygen', ['-l', '-f', path])).stdout).toContain(fingerprintOf(raw));
  });
});

describe('S7: what is no key', () => {
  const encoded = ed25519Blob(raw).toString('base64');
  test.each([
    ['nothing', '', 'ssh_key_invalid'],
    ['words', 'mein Schlüssel', 'ssh_key_invalid'],
    ['half a key', line.slice(0, 40), 'ssh_key_invalid'],
    ['two keys', `${line}\n${line}`, 'ssh_key_invalid'],
    ['options before it', `command="sh" ${line}`, 'ssh_key_invalid'],
    ['broken base64', `ssh-ed25519 ${encoded.replace('A', '*')}`, 'ssh_key_invalid'],
    [
      'bytes behind it',
      `ssh-ed25519 ${Buffer.concat([ed25519Blob(raw), Buffer.of(1)]).toString('base64')}`,
      'ssh_key_invalid',
    ],
    ['DSA', `ssh-dss ${text('ssh-dss').toString('base64')}`, 'ssh_key_unknown'],
    ['a certificate', `x ${text('ssh-ed25519-cert-v01@openssh.com').toString('base64')}`, 'ssh_key_unknown'],
    [
      'a point that is not on the curve',
      `x ${Buffer.concat([text('ecdsa-sha2-nistp256'), text('nistp256'), text(Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]))]).toString('base64')}`,
      'ssh_key_invalid',
    ],
    ['a key file of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519', 'ssh_key_private'],
  ])('%s', (_, typed, code) => expect(refusal(typed)).toBe(code));

  test('a comment loses what cannot be seen', () => {
    expect(readPublicKey(`${publicKeyLine(raw)} a\u202eb\u0007`).comment).toBe('ab');
    expect(readPublicKey(line).comment).toBe('Büro  Rechner');
  });
});

describe('S7: keys in hardware (OpenSSH PROTOCOL.u2f)', () => {
  const message = Buffer.from('what is signed');
  const signed = (flags: number) => {
    const tail = Buffer.from([flags, 0, 0, 0, 9]);
    return { tail, bytes: Buffer.concat([sha256(Buffer.from('ssh:')), tail, sha256(message)]) };
  };

  const answer = (flags: number) => {
    const { tail, bytes } = signed(flags);
    return { bytes: Buffer.concat([sign(null, bytes, pair.privateKey), tail]), hash: undefined };
  };

  test('Ed25519: counts when it was touched, and only for this message', () => {
    const key = readBlob(Buffer.concat([text('sk-ssh-ed25519@openssh.com'), text(raw), text('ssh:')]));
    expect(verifySignature(key, message, answer(1))).toBe(true);
    expect(verifySignature(key, message, answer(5))).toBe(true);
    expect(verifySignature(key, message, answer(0))).toBe(false);
    expect(verifySignature(key, Buffer.from('another'), answer(1))).toBe(false);
    expect(verifySignature(key, message, { bytes: Buffer.alloc(3), hash: undefined })).toBe(false);
  });

  test('ECDSA', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = createPublicKey(ec.privateKey).export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const parts = ['sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', point, 'ssh:'].map((part) => text(part));
    const key = readBlob(Buffer.concat(parts));
    for (let n = 0; n < 20; n += 1) {
      const { tail, bytes } = signed(1);
      const both = sign('sha256', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
      // Numbers as SSH writes them: no zeros before, one where the first bit is set.
      const numbers = [both.subarray(0, 32), both.subarray(32)].map((number) => {
        const bare = number.subarray(number.findIndex((byte) => byte !== 0));
        return text((bare[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bare]) : bare);
      });
      expect(verifySignature(key, message, { bytes: Buffer.concat([...numbers, tail]), hash: undefined })).toBe(true);
    }
  });
});
