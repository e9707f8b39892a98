import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A line between browser and server that can be slowed down and cut, as a home router would: a TCP relay on this
 * machine. While it is cut, new connections are refused at once.
 */
export async function layLine(target: URL): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let open = true;
  let bytesUp = 0;
  let limit = Infinity;
  let cutAfter = Infinity;

  const relay = createServer((client) => {
    if (!open) return void client.destroy();
    const server = connect(Number(target.port), target.hostname === 'localhost' ? '127.0.0.1' : target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    server.pipe(client);
    client.on('data', (data) => {
      bytesUp += data.length;
      if (bytesUp > cutAfter) return line.cut();
      server.write(data);
      if (limit !== Infinity) {
        client.pause();
        setTimeout(() => client.resume(), (data.length / limit) * 1000);
      }
    });
    client.on('end', () => server.end());
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const address = relay.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const line: CuttableLine = {
    url: `http://localhost:${address.port}`,
    bytesUp: () => bytesUp,
    cut() {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    cutAfter(bytes) {
      cutAfter = bytesUp + bytes;
    },
    mend() {
      cutAfter = Infinity;
      open = true;
    },
    limitTo(bytesPerSecond) {
      limit = bytesPerSecond;
    },
    async [Symbol.asyncDispose]() {
      line.cut();
      relay.close();
      await once(relay, 'close');
    },
  };
  return line;
}

export type CuttableLine = AsyncDisposable & {
  url: string;
  /** Bytes sent towards the server since the line was laid. */
  bytesUp(): number;
  cut(): void;
  /** Cuts after so many more bytes towards the server. */
  cutAfter(bytes: number): void;
  mend(): void;
  /** Bytes per second towards the server and connection; Infinity takes the limit away. */
  limitTo(bytesPerSecond: number): void;
};
