import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type ForgetfulLine = AsyncDisposable & { url: string; forgotten(): number };

/**
 * A line that breaks at the worst moment: the server has done what a request asked for, and its answer never comes. Once
 * for each connection that carries a request beginning with `what`, two times at most.
 */
export async function layForgetfulLine(target: URL, what: string): Promise<ForgetfulLine> {
  const sockets = new Set<Socket>();
  let forgotten = 0;
  const relay = createServer((client) => {
    const server = connect(Number(target.port), '127.0.0.1');
    let forget = false;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (data) => {
      if (forgotten < 2 && data.toString('latin1').includes(what)) {
        forget = true;
        forgotten += 1;
      }
      server.write(data);
    });
    server.on('data', (data) => {
      if (forget) client.destroy();
      else client.write(data);
    });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    forgotten: () => forgotten,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      relay.close();
      await once(relay, 'close');
    },
  };
}
