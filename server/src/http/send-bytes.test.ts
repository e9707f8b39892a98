import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { sendBytes } from './send-bytes.ts';

let app: FastifyInstance;
let source: () => AsyncGenerator<Uint8Array>;
let stream: Readable;

beforeEach(async () => {
  app = Fastify();
  app.get('/', async (_request, reply) => {
    stream = Readable.from(source(), { objectMode: false });
    return await sendBytes(reply.header('x-mine', 'yes').code(206), stream);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => app.close());

function request(): Promise<IncomingMessage> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => void get({ port, host: '127.0.0.1' }, resolve).on('error', reject));
}

test('D5: every byte arrives, also to a slow reader, and each piece is freed once it is sent', async () => {
  const given: Uint8Array[] = [];
  source = async function* () {
    for (let n = 0; n < 40; n++) {
      const piece = new Uint8Array(100_000).fill(n);
      given.push(piece);
      yield piece;
    }
  };
  const response = await request();
  expect([response.statusCode, response.headers['x-mine']]).toEqual([206, 'yes']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const body = await buffer(response);
  expect(body.equals(Buffer.concat(Array.from({ length: 40 }, (_, n) => Buffer.alloc(100_000, n))))).toBe(true);
  expect(given.filter((piece) => piece.length > 0)).toEqual([]);
});

test('D5: an empty body is a whole one', async () => {
  source = async function* () {};
  expect((await buffer(await request())).length).toBe(0);
});

test('D5: a fault before the first byte is an answer of its own', async () => {
  source = async function* () {
    yield* [];
    throw new Error('not there');
  };
  expect((await request()).statusCode).toBe(500);
});

test('D5: a fault in the middle cuts the connection', async () => {
  source = async function* () {
    yield new Uint8Array(100_000);
    throw new Error('disk fault');
  };
  await expect(buffer(await request())).rejects.toThrow('aborted');
});

test('D5: when the client goes away, reading stops', async () => {
  source = async function* () {
    for (;;) yield new Uint8Array(100_000);
  };
  const response = await request();
  await once(response, 'readable');
  response.destroy();
  await expect.poll(() => stream.destroyed).toBe(true);
});
