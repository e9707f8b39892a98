import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:net';

import { text, uint32 } from './client.ts';

/**
 * An SSH agent (draft-miller-ssh-agent) with one key as hardware would hold it (OpenSSH PROTOCOL.u2f): the real client
 * asks it to sign, as it would ask a key to be touched.
 */
export async function startHardwareAgent(socketPath: string, touch: { isTouched: boolean }) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const kind = 'sk-ssh-ed25519@openssh.com';
  const blob = Buffer.concat([text(kind), text(raw), text('ssh:')]);
  let counter = 0;

  function answer(message: Buffer): Buffer {
    if (message[0] === 11) return Buffer.concat([Buffer.of(12), uint32(1), text(blob), text('Sicherheitsschlüssel')]);
    if (message[0] !== 13) return Buffer.of(5);
    const keyLength = message.readUInt32BE(1);
    const at = 5 + keyLength;
    const data = message.subarray(at + 4, at + 4 + message.readUInt32BE(at));
    const tail = Buffer.concat([Buffer.of(touch.isTouched ? 1 : 0), uint32((counter += 1))]);
    const signature = sign(null, Buffer.concat([sha256('ssh:'), tail, sha256(data)]), privateKey);
    return Buffer.concat([Buffer.of(14), text(Buffer.concat([text(kind), text(signature), tail]))]);
  }

  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece]);
      while (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) {
        const length = received.readUInt32BE(0);
        socket.write(text(answer(received.subarray(4, 4 + length))));
        received = received.subarray(4 + length);
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(socketPath, resolve));
  return {
    line: `${kind} ${blob.toString('base64')} Sicherheitsschlüssel`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

function sha256(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
