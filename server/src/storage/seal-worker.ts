import { parentPort, workerData } from 'node:worker_threads';

import { collectGarbage } from './collect-garbage.ts';
import { createRunningHashes } from './running-hashes.ts';
import { openReadStream, type ReadStream } from './worker-read.ts';
import { openWriteStream, type WriteStream } from './worker-write.ts';
import type { FromWorker, SealWorkerData, ToWorker } from './worker-messages.ts';

// The thread that hashes, seals and writes, and opens what is read. Its disk calls are synchronous on purpose: while
// one blocks, the queue of messages is the backpressure. Only fsync runs beside.

const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');

const { fileMode } = workerData as SealWorkerData;
const hashes = createRunningHashes();
const writing = new Map<number, WriteStream>();
const reading = new Map<number, ReadStream>();

function say(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function readNext(stream: number): void {
  if (reading.get(stream)?.readNext() === false) reading.delete(stream);
}

function handle(message: ToWorker): void {
  switch (message.say) {
    case 'open':
      writing.set(message.stream, openWriteStream({ ...message, fileMode }, hashes, say));
      return;
    case 'bytes':
      writing.get(message.stream)?.write(message.buffer);
      return;
    case 'finish':
      writing.get(message.stream)?.finish(message.rest, message.length);
      writing.delete(message.stream);
      return;
    case 'abort':
      writing.get(message.stream)?.abort();
      writing.delete(message.stream);
      return;
    case 'forget':
      hashes.forget(message.uploadId);
      return;
    case 'collect-garbage':
      collectGarbage();
      return;
    case 'read-open':
      reading.set(message.stream, openReadStream(message, say));
      for (let n = 0; n < message.ahead; n++) readNext(message.stream);
      return;
    case 'read':
      readNext(message.stream);
      return;
    case 'read-close':
      reading.get(message.stream)?.close();
      reading.delete(message.stream);
  }
}

port.on('message', handle);
