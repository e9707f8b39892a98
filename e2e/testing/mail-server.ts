import { once } from 'node:events';

import { SMTPServer } from 'smtp-server';

export type MailServer = AsyncDisposable & { taken: string[] };

/** A mail server on this port that takes everything. */
export async function startMailServer(port: number): Promise<MailServer> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 100,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    taken,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => void server.close(resolve));
    },
  };
}
