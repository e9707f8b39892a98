import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { createBufferPool } from './buffer-pool.ts';
import { createFlow } from './flow.ts';
import type { SealThreads, Thread } from './seal-threads.ts';
import { startSegmentWriter } from './segment-writer.ts';
import type { ToWorker } from './worker-messages.ts';

const chunkBytes = 256 * 1024;

/** A thread that died: it hears everything and answers nothing. */
function deadThread() {
  const heard: ToWorker[] = [];
  const thread: Thread = { say: (message) => void heard.push(message), listen: () => undefined, quit: () => undefined };
  const threads: SealThreads = {
    nextStream: () => 1,
    threadOf: () => thread,
    leastBusy: () => thread,
    forget: () => undefined,
    collectGarbage: () => undefined,
    close: async () => undefined,
  };
  return { heard, threads };
}

function startWriter() {
  const { heard, threads } = deadThread();
  const failures: Error[] = [];
  const flow = createFlow();
  const header = { fileId: randomUUID(), number: 0, intakeKeyId: randomUUID(), chunkBytes };
  const writer = startSegmentWriter(
    { threads, pool: createBufferPool(chunkBytes), flow },
    {
      path: '/nowhere',
      offset: 0,
      seal: { fileKey: new Uint8Array(32), header },
      checksum: null,
      onRoom: () => undefined,
      onFailure: (error) => failures.push(error),
    },
  );
  return { writer, heard, failures, flow };
}

test('whoever waits for a segment of a dead thread is told, and its bytes no longer count', async () => {
  const { writer, failures, flow } = startWriter();
  writer.write(new Uint8Array(3 * chunkBytes + 5));
  const finishing = writer.finish();
  const death = new Error('the thread ended');
  writer.fail(death);
  await expect(finishing).rejects.toBe(death);
  expect(failures).toEqual([death]);
  expect(flow.unwritten()).toBe(0);
  await writer.abort();
});

test('whole chunks are handed over, the rest with the end', () => {
  const { writer, heard } = startWriter();
  for (let sent = 0; sent < 2 * chunkBytes + 7; sent += 1000) {
    writer.write(new Uint8Array(Math.min(1000, 2 * chunkBytes + 7 - sent)));
  }
  void writer.finish().catch(() => undefined);
  const lengths = heard.map((message) => {
    if (message.say === 'bytes') return message.buffer.byteLength;
    return message.say === 'finish' ? message.length : message.say;
  });
  expect(lengths).toEqual(['open', chunkBytes, chunkBytes, 7]);
});
