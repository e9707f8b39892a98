import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

import { SMTPServer } from 'smtp-server';

/** How a server in trouble behaves. `drop_after_data` takes the mail and breaks the line instead of answering 250. */
export type SinkMood = 'ok' | 'temporary' | 'permanent' | 'drop_after_data' | 'drop_before_data' | 'hang_after_data';

export type TakenMail = { to: string[]; raw: string };

export type SmtpSink = AsyncDisposable & {
  url: string;
  /** Mails whose last byte came, whatever was answered then. */
  taken: TakenMail[];
  /** Connections so far. */
  connections: number;
  mood: SinkMood;
  /** Answers 250 to the mails it kept waiting (`hang_after_data`). */
  release(): void;
};

/** A real SMTP server on a free port that takes everything, or fails as told. */
export async function startSmtpSink(mood: SinkMood = 'ok'): Promise<SmtpSink> {
  const sockets = new Map<number, Socket>();
  const waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 100,
    onRcptTo(_address, session, callback) {
      if (sink.mood === 'temporary') return callback(answer(451, '4.7.1 come again later'));
      if (sink.mood === 'permanent') return callback(answer(550, '5.1.1 no such person'));
      if (sink.mood === 'drop_before_data') return void sockets.get(session.remotePort)?.destroy();
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        sink.taken.push({ to, raw: Buffer.concat(chunks).toString() });
        if (sink.mood === 'drop_after_data') sockets.get(session.remotePort)?.destroy();
        else if (sink.mood === 'hang_after_data') waiting.push(() => callback());
        else callback();
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sink.connections += 1;
    if (socket.remotePort) sockets.set(socket.remotePort, socket);
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${port}`,
    taken: [],
    connections: 0,
    mood,
    release() {
      for (const answerNow of waiting.splice(0)) answerNow();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => void server.close(resolve));
    },
  };
  return sink;
}

/** A port that takes connections and never says a word. */
export async function startMuteServer(): Promise<AsyncDisposable & { url: string }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
