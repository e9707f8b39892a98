import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SizeLimitedProxy = AsyncDisposable & { url: string; refused(): number };

/**
 * A web proxy with a limit for bodies, as many have one by default; its refusal is a page of its own. A `patient` one
 * reads the body to its end and answers, another hangs up without a word.
 */
export async function openSizeLimitedProxy(
  target: URL,
  maxBodyBytes: number,
  patient: boolean,
): Promise<SizeLimitedProxy> {
  let refused = 0;
  const proxy = createServer((incoming, answer) => {
    if (Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes) {
      refused += 1;
      if (patient) incoming.resume().on('end', refuse);
      else incoming.destroy();
      return;
    }
    function refuse(): void {
      answer.writeHead(413, { 'content-type': 'text/html', connection: 'close' }).end('<h1>413</h1>');
    }
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port: target.port, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
