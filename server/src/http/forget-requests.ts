import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Node's parser reads into one buffer of 64 KiB for all connections of a process. */
const rinseBytes = 4 * 64 * 1024;

/**
 * Overwrites what Node's HTTP parser still has of the last requests: a body of zeros goes through it, over a server of
 * this process that nobody else is told of and that is gone again a moment later.
 */
export async function forgetRequests(): Promise<void> {
  const server = createServer((incoming, answer) => {
    incoming.resume().on('end', () => answer.writeHead(204).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const asked = request({ port, host: '127.0.0.1', method: 'POST', agent: false });
    asked.end(Buffer.alloc(rinseBytes));
    const [answer] = (await once(asked, 'response')) as [NodeJS.ReadableStream];
    await once(answer.resume(), 'end');
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
