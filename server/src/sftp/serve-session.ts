import type { Socket } from 'node:net';

import type { ServerChannel } from 'ssh2';

import type { Log } from '../log.ts';
import { createAnswers, type AnswerDeps } from './answer-request.ts';
import { statusOf } from './errors.ts';
import { createHandles } from './handles.ts';
import { createReplyWriter } from './reply-writer.ts';
import { parseRequest, type Request } from './wire/parse-request.ts';
import { statusCodes } from './wire/protocol.ts';
import { statusReply } from './wire/replies.ts';
import { createPacketSplitter } from './wire/split-packets.ts';

/** Requests taken from a client before the first is answered; behind that it is not read from. */
const mostQueued = 256;

/** Speaks SFTP on a channel until either side ends it: one request after the other, in the order in which they came. */
export function serveSession(
  channel: ServerChannel,
  socket: Socket,
  { log, ...deps }: Omit<AnswerDeps, 'handles'> & { log: Log },
): void {
  const handles = createHandles();
  const { answer, readNow } = createAnswers({ ...deps, handles });
  const writer = createReplyWriter(channel, socket);
  const queue: Request[] = [];
  let isReady = false;
  let isRunning = false;
  let isOver = false;

  /** Clients like scp wait for the exit status, and hang without the end. */
  function end(status: number): void {
    if (isOver) return;
    isOver = true;
    queue.length = 0;
    handles.closeAll();
    channel.exit(status);
    channel.end();
  }

  async function answered(request: Request): Promise<Buffer[]> {
    try {
      return (request.type === 'read' ? readNow(request) : undefined) ?? (await answer(request));
    } catch (error) {
      const status = statusOf(error);
      if (!status) log.error({ err: error, request: request.type }, 'an SFTP request failed');
      const { code, message, language } = status ?? {
        code: statusCodes.failure,
        message: 'Interner Fehler.',
        language: 'de',
      };
      return [statusReply('id' in request ? request.id : 0, code, message, language)];
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    for (let request = queue.shift(); request; request = queue.shift()) {
      const room = writer.room();
      if (room) await room;
      // What was read ahead is answered without giving up the turn.
      const now = request.type === 'read' ? readNow(request) : undefined;
      writer.write(...(now ?? (await answered(request))));
      if (queue.length < mostQueued / 4 && channel.isPaused()) channel.resume();
    }
    isRunning = false;
  }

  function take(packet: Buffer): void {
    const request = isOver ? undefined : parseRequest(packet);
    // The first packet says so, and none does later.
    if (!request || (request.type === 'init') === isReady) return end(1);
    isReady = true;
    // The bytes belong to the library's buffer; strings were copied, nothing else is kept.
    queue.push(request);
    if (queue.length >= mostQueued) channel.pause();
    if (!isRunning) run().catch((error: unknown) => log.error({ err: error }, 'an SFTP session failed'));
  }

  const split = createPacketSplitter(take);
  channel.on('data', (piece: Buffer) => {
    if (!isOver && !split(piece)) end(1);
  });
  channel.on('end', () => end(0));
  channel.on('close', () => {
    isOver = true;
    queue.length = 0;
    handles.closeAll();
  });
  channel.on('error', (error: Error) => log.debug({ reason: error.message }, 'an SFTP channel failed'));
}
