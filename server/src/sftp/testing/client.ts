import { readFile } from 'node:fs/promises';

import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2';

import type { Person, PickUp } from './pick-up.ts';

/** A connection that is signed in. @throws what the library says, when it is refused */
export async function connect(world: PickUp, person: Person, more: ConnectConfig = {}): Promise<Client> {
  const client = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client
    .on('ready', resolve)
    .on('error', reject)
    .on('close', () => reject(new Error('the connection was closed')));
  client.connect({
    host: '127.0.0.1',
    port: world.sftp.port,
    username: person.email,
    privateKey: await readFile(person.keyFile),
    ...more,
  });
  await promise;
  // As OpenSSH does; otherwise each small request waits 40 ms for an acknowledgement.
  client.setNoDelay(true);
  return client;
}

/** Milliseconds until a connection is over. */
export async function untilClosed(client: Client): Promise<number> {
  const begun = performance.now();
  await new Promise<void>((resolve) => void client.on('close', () => resolve()));
  return performance.now() - begun;
}

/** A channel that carries what the test writes: SFTP without a library that would know better. */
export async function openRaw(client: Client) {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.subsys('sftp', (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  let received = Buffer.alloc(0);
  let more: (() => void) | undefined;
  let isClosed = false;
  channel.on('data', (piece: Buffer) => {
    received = Buffer.concat([received, piece]);
    more?.();
  });
  channel.on('close', () => {
    isClosed = true;
    more?.();
  });
  const raw = {
    channel,
    isClosed: () => isClosed,
    send: (type: number, ...fields: Buffer[]): void => {
      const body = Buffer.concat([Buffer.of(type), ...fields]);
      channel.write(Buffer.concat([uint32(body.length), body]));
    },
    /** The next answer, or undefined when the channel was closed. */
    async next(): Promise<Buffer | undefined> {
      for (;;) {
        const length = received.length >= 4 ? received.readUInt32BE(0) : Infinity;
        if (received.length >= 4 + length) {
          const packet = received.subarray(4, 4 + length);
          received = received.subarray(4 + length);
          return packet;
        }
        if (isClosed) return undefined;
        await new Promise<void>((resolve) => (more = resolve));
      }
    },
    async begin(): Promise<void> {
      raw.send(1, uint32(3));
      await raw.next();
    },
  };
  return raw;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

export function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}
