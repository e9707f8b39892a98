import { connect, type Socket } from 'node:net';

import { createResponseReader, type HttpResponse } from './response-reader.ts';

/** An HTTP/1.1 connection that does as little as it can: bodies are sent from one buffer and received into another. */
export type RawConnection = {
  request(head: string, body: AsyncIterable<Uint8Array> | Uint8Array): Promise<HttpResponse>;
  close(): void;
};

const RECEIVE_BYTES = 256 * 1024;

export async function openConnection(port: number): Promise<RawConnection> {
  let waiting: PromiseWithResolvers<HttpResponse> | undefined;
  const reader = createResponseReader((response) => {
    waiting?.resolve(response);
    waiting = undefined;
  });
  const fail = (error: Error): void => {
    waiting?.reject(error);
    waiting = undefined;
  };
  const connected = Promise.withResolvers<void>();
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: Buffer.alloc(RECEIVE_BYTES),
      callback(length, buffer) {
        reader.take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
        return true;
      },
    },
  });
  socket.on('connect', () => connected.resolve());
  socket.on('error', (error) => {
    connected.reject(error);
    fail(error);
  });
  socket.on('close', () => fail(new Error('the server closed the connection')));
  await connected.promise;

  return {
    async request(head, body) {
      waiting = Promise.withResolvers<HttpResponse>();
      const answer = waiting.promise;
      if (body instanceof Uint8Array) {
        socket.cork();
        socket.write(head);
        if (body.length > 0) socket.write(body);
        socket.uncork();
        return await answer;
      }
      socket.write(head);
      // An early refusal ends the sending.
      let answered = false;
      const settled = (): void => void (answered = true);
      answer.then(settled, settled);
      for await (const piece of body) {
        if (answered) break;
        if (!socket.write(piece)) await drained(socket);
      }
      return await answer;
    },
    close: () => void socket.destroy(),
  };
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
