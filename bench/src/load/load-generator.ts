// A process of its own, so that making the load does not share an event loop with measuring it.
import { randomFillSync } from 'node:crypto';

import type { FromGenerator, Load, LoadRequest, LoadResult } from './load-messages.ts';
import { openConnection, type RawConnection } from './raw-connection.ts';

const PIECE_BYTES = 512 * 1024;
// Every page is touched before the first timed run, and nothing in it can be compressed.
const noise = randomFillSync(Buffer.alloc(8 * 1024 * 1024));

async function* bodyOf(bytes: number, bytesPerSecond: number | null): AsyncGenerator<Uint8Array> {
  const step = bytesPerSecond === null ? PIECE_BYTES : Math.ceil(bytesPerSecond / 10);
  for (let sent = 0; sent < bytes;) {
    const at = sent % (noise.length - step);
    const piece = noise.subarray(at, at + Math.min(step, bytes - sent));
    yield piece;
    sent += piece.length;
    if (bytesPerSecond !== null) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function send(connection: RawConnection, request: LoadRequest, load: Load): Promise<string> {
  const small = request.bodyBytes <= PIECE_BYTES && load.bytesPerSecond === null;
  const body = small ? noise.subarray(0, request.bodyBytes) : bodyOf(request.bodyBytes, load.bytesPerSecond);
  const answer = await connection.request(request.head, body);
  const wanted = request.expectBytes;
  if (answer.status >= 300 || (wanted !== null && answer.bodyBytes !== wanted)) {
    const [line] = request.head.split('\r\n');
    throw new Error(`${line}: answered ${answer.status} with ${answer.bodyBytes} bytes: ${answer.bodyStart}`);
  }
  return answer.headers.get('location') ?? '';
}

async function run(load: Load): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)));
  const locations: string[] = Array.from({ length: load.requests.length }, () => '');
  const cpu = process.cpuUsage();
  const started = performance.now();
  let next = 0;
  try {
    await Promise.all(
      connections.map(async (connection) => {
        for (let i = next++; i < load.requests.length; i = next++) {
          const request = load.requests[i];
          if (request) locations[i] = await send(connection, request, load);
        }
      }),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  return { seconds, locations, clientCpuSeconds: (used.user + used.system) / 1e6 };
}

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.({ ok: true, result } satisfies FromGenerator),
    (error: unknown) => process.send?.({ ok: false, error: String(error) } satisfies FromGenerator),
  );
});
