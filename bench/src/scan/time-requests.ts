import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

import type { LoadRequest } from '../load/load-messages.ts';

/** Sends requests one after the other over one connection; says how long each took to be answered, in milliseconds. */
export async function timeRequests(port: number, requests: LoadRequest[]): Promise<number[]> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  await once(socket, 'connect');
  const times: number[] = [];
  for (const { head, bodyBytes } of requests) {
    const body = randomBytes(bodyBytes);
    const started = performance.now();
    socket.write(head);
    socket.write(body);
    let answer = '';
    // The answers have no body.
    while (!answer.endsWith('\r\n\r\n')) {
      const [data] = (await once(socket, 'data')) as [Buffer];
      answer += data.toString('latin1');
    }
    times.push(performance.now() - started);
    if (!answer.startsWith('HTTP/1.1 201 ')) throw new Error(answer);
  }
  socket.destroy();
  return times;
}
