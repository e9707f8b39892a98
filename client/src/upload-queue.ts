import type { Api, DropoffAccess, Dropoff } from './api.types.ts';
import { fingerprintOf, matchUploads } from './match-uploads.ts';
import { ApiProblem } from './problem.ts';
import { type Item, newItem, viewOf } from './queue-items.ts';
import { retryDelay } from './retry-delay.ts';
import { atOnceBytes, sendFile } from './send-file.ts';
import { createSpeedMeter } from './speed-meter.ts';
import { createUploadMemory } from './upload-memory.ts';
import type {
  QueueFile,
  QueueItem,
  QueueSnapshot,
  QueueState,
  ResumeStore,
  UploadQueue,
} from './upload-queue.types.ts';
import { verdictOn } from './verdict.ts';

export type UploadQueueOptions = {
  api: Pick<Api, 'baseUrl' | 'dropoff' | 'removeUpload'>;
  access: DropoffAccess;
  /** Without one nothing is remembered beyond the life of this queue. */
  store?: ResumeStore;
  /** How many large files are sent at the same time; of small ones twice as many. */
  parallel?: number;
  /** Largest body of one request, in bytes; made smaller by itself where something on the way takes less. */
  chunkBytes?: number;
};

const smallestChunk = 256 * 1024;

/** Sends files to one drop-off until the server has them all; see upload-queue.types.ts. */
export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  const { api, access, parallel = 3 } = options;
  const endpoint = `${api.baseUrl || globalThis.location.origin}/api/uploads`;
  const memory = createUploadMemory(options.store);
  const speed = createSpeedMeter();
  const closed = new AbortController();
  const listeners = new Set<() => void>();
  let items: Item[] = [];
  let chunkBytes = options.chunkBytes ?? 256 * 1024 * 1024;

  let running = false;
  let paused = false;
  let ended: ApiProblem | undefined;
  /** The server must be asked what it has: after a restart, or when an answer got lost. */
  let unsure = memory.size > 0;
  /** Before it is done, uploads that belong to no file here are taken off: the drop-off could not be submitted. */
  let tidy = !unsure;
  let asking = false;
  /** Trouble of the line or the server as a whole: nothing new is begun before `gate`. */
  let trouble: ApiProblem | undefined;
  let failures = 0;
  let gate = 0;
  let wakeUp: ReturnType<typeof setTimeout> | undefined;
  let shown: QueueSnapshot | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const withState = (...states: Item['state'][]): Item[] => items.filter((item) => states.includes(item.state));

  function state(): QueueState {
    if (ended) return 'ended';
    if (items.length > 0 && withState('waiting', 'sending').length === 0 && !unsure) {
      if (withState('refused').length > 0) return 'stuck';
      if (tidy) return 'done';
    }
    if (!running) return paused ? 'paused' : 'idle';
    return trouble ? 'offline' : 'sending';
  }

  function snapshot(): QueueSnapshot {
    if (shown) return shown;
    const now = state();
    const totalBytes = sum(items, (item) => item.file.size);
    const sentBytes = sum(items, (item) => item.sent);
    const bytesPerSecond = now === 'sending' ? speed.read() : undefined;
    const problem = ended ?? (now === 'offline' ? trouble : undefined);
    shown = {
      state: now,
      items: items.map(viewOf),
      sentBytes,
      totalBytes,
      doneFiles: withState('done').length,
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
      ...(bytesPerSecond && { secondsLeft: Math.ceil((totalBytes - sentBytes) / bytesPerSecond) }),
      ...(now === 'offline' && { retryAt: gate }),
      ...(problem && { problem }),
    };
    return shown;
  }

  function changed(): void {
    shown = undefined;
    clearTimeout(telling);
    telling = undefined;
    for (const listener of listeners) listener();
  }

  function progressed(): void {
    telling ??= setTimeout(changed, 100);
  }

  /** The server answered as it should. */
  function lineWorks(): void {
    if (!trouble) return;
    trouble = undefined;
    failures = 0;
    gate = 0;
    pump();
  }

  function lineFails(problem: ApiProblem): void {
    trouble = problem;
    failures += 1;
    gate = Date.now() + Math.max(retryDelay(failures), problem.retryAfterSeconds(0) * 1000);
    speed.reset();
  }

  function end(problem: ApiProblem): void {
    ended = problem;
    for (const item of items) item.stop?.abort();
  }

  /** Begins whatever can be begun now; called after every change. */
  function pump(): void {
    clearTimeout(wakeUp);
    if (running && !ended && !closed.signal.aborted && !asking) {
      const now = Date.now();
      if (now < gate) sleepUntil(gate);
      else if (unsure) void ask(false);
      else beginWaiting(now);
    }
    // With thousands of small files, each one's end would otherwise be drawn.
    if (items.length < 200 || state() !== shown?.state) changed();
    else progressed();
  }

  function beginWaiting(now: number): void {
    const waiting = withState('waiting');
    const sending = withState('sending');
    // Small files wait more than they send: twice as many of them keep the line busy.
    let free = 2 * parallel - sending.length;
    let freeForLarge = parallel - sending.filter(isLarge).length;
    for (const item of waiting) {
      if (free <= 0) return;
      if (item.notBefore > now || (isLarge(item) && freeForLarge <= 0)) continue;
      free -= 1;
      if (isLarge(item)) freeForLarge -= 1;
      item.trying = tryItem(item);
    }
    if (waiting.length > 0) sleepUntil(Math.min(...waiting.map((item) => item.notBefore)));
    else if (sending.length === 0 && !tidy && items.length > 0) void ask(true);
  }

  function sleepUntil(time: number): void {
    if (time > Date.now() && Number.isFinite(time)) wakeUp = setTimeout(pump, time - Date.now());
  }

  /** Compares with what the server has. `last`: everything is sent, whatever else lies half there is in the way. */
  async function ask(last: boolean): Promise<void> {
    asking = true;
    try {
      const asked = withState('waiting');
      const dropoff = await api.dropoff(access, closed.signal);
      if (dropoff.state !== 'open') end(problemOfState(dropoff.state));
      else await takeOver(dropoff, asked, last);
      lineWorks();
    } catch (error) {
      if (!(error instanceof ApiProblem)) return;
      if (error.passing) lineFails(error);
      else end(error);
    } finally {
      asking = false;
      pump();
    }
  }

  async function takeOver({ uploads }: Dropoff, asked: readonly Item[], last: boolean): Promise<void> {
    const { found, leftovers, strangers } = matchUploads(items, memory.all(), uploads);
    for (const upload of last ? strangers : leftovers) await api.removeUpload(access, upload.id);
    for (const item of asked) {
      const upload = found.get(item.id);
      item.lost = false;
      item.uploadId = upload?.id;
      item.sent = upload?.received ?? 0;
      item.resumedFrom = upload?.received;
      memory.setUpload(item.file, upload?.id);
      if (upload?.state === 'complete') item.state = 'done';
    }
    unsure = items.some((item) => item.lost);
    if (last) tidy = true;
  }

  async function tryItem(item: Item): Promise<void> {
    const stop = new AbortController();
    item.stop = stop;
    item.state = 'sending';
    const { uploadId } = item;
    let furthest: number | undefined;
    let answered = false;
    let begun: number | undefined;
    try {
      await sendFile({
        endpoint,
        access,
        file: item.file,
        uploadId,
        chunkBytes,
        signal: AbortSignal.any([stop.signal, closed.signal]),
        onUpload(id) {
          answered = true;
          item.uploadId = id;
          memory.setUpload(item.file, id);
          lineWorks();
        },
        onProgress(sent) {
          if (furthest === undefined && answered) begun = sent;
          if (begun) item.resumedFrom = begun;
          if (furthest !== undefined && sent > furthest) speed.count(sent - furthest);
          furthest = Math.max(furthest ?? 0, sent);
          item.sent = sent;
          progressed();
        },
      });
      Object.assign(item, { state: 'done', sent: item.file.size, failures: 0, problem: undefined });
      lineWorks();
    } catch (error) {
      item.state = 'waiting';
      item.lost = item.uploadId === undefined && mayHaveArrived(error);
      unsure ||= item.lost;
      tidy &&= !item.lost;
      if (error instanceof ApiProblem && !stop.signal.aborted) judge(item, error, begun);
    } finally {
      item.stop = undefined;
      item.trying = undefined;
      if (!closed.signal.aborted) pump();
    }
  }

  /** @param begun the byte at which the try began, if the server said so */
  function judge(item: Item, problem: ApiProblem, begun: number | undefined): void {
    // The line is well, and yet not a byte arrives: something on the way hangs up on large bodies without a word.
    const stalled = problem.code === 'unreachable' && begun !== undefined && begun === item.lastStart;
    const canBeSmaller = chunkBytes > smallestChunk;
    const verdict = stalled && canBeSmaller ? 'smaller' : verdictOn(problem, item.uploadId !== undefined, canBeSmaller);
    const advanced = (begun ?? 0) > (item.lastStart ?? 0);
    item.lastStart = begun ?? item.lastStart;
    if (verdict === 'end') return end(problem);
    if (verdict === 'refuse') return void Object.assign(item, { state: 'refused', problem });
    item.failures = advanced ? 1 : item.failures + 1;
    item.notBefore = verdict === 'smaller' ? 0 : Date.now() + retryDelay(item.failures);
    if (verdict === 'smaller') chunkBytes = Math.max(smallestChunk, chunkBytes / 16);
    if (verdict === 'wait') lineFails(problem);
    if (verdict === 'anew') {
      memory.setUpload(item.file, undefined);
      Object.assign(item, { uploadId: undefined, sent: 0, resumedFrom: undefined });
      unsure = true;
    }
  }

  function add(files: readonly QueueFile[]): readonly QueueItem[] {
    const here = new Set(items.map((item) => fingerprintOf(item.file)));
    const news: Item[] = [];
    for (const file of files) {
      const fingerprint = fingerprintOf(file);
      if (here.has(fingerprint)) continue;
      here.add(fingerprint);
      news.push(newItem(file));
    }
    memory.expect(news.map((item) => item.file));
    items = [...items, ...news];
    pump();
    return news.map(viewOf);
  }

  async function remove(itemId: string): Promise<void> {
    const item = items.find((each) => each.id === itemId);
    if (!item) return;
    item.notBefore = Number.POSITIVE_INFINITY;
    item.stop?.abort();
    await item.trying;
    try {
      const uploadId = item.lost ? await findLost(item) : item.uploadId;
      if (uploadId !== undefined) await api.removeUpload(access, uploadId);
    } catch (error) {
      item.notBefore = 0;
      pump();
      throw error;
    }
    items = items.filter((each) => each !== item);
    memory.forget(item.file);
    pump();
  }

  async function findLost(item: Item): Promise<string | undefined> {
    const { uploads } = await api.dropoff(access, closed.signal);
    return matchUploads([item], memory.all(), uploads).found.get(item.id)?.id;
  }

  function start(): void {
    running = true;
    paused = false;
    pump();
  }

  function pause(): void {
    running = false;
    paused = true;
    for (const item of items) item.stop?.abort();
    speed.reset();
    memory.flush();
    pump();
  }

  function retry(): void {
    for (const item of withState('refused', 'waiting')) {
      Object.assign(item, { state: 'waiting', problem: undefined, notBefore: 0 });
    }
    gate = 0;
    pump();
  }

  // Browsers say when the line is back; Node does not.
  const onOnline = (): void => {
    if (trouble) retry();
  };
  globalThis.addEventListener?.('online', onOnline);

  return {
    add,
    remove,
    start,
    pause,
    retry,
    snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled() {
      const { promise, resolve } = Promise.withResolvers<QueueSnapshot>();
      const look = (): void => {
        const now = snapshot();
        if (now.state !== 'done' && now.state !== 'stuck' && now.state !== 'ended') return;
        listeners.delete(look);
        resolve(now);
      };
      listeners.add(look);
      look();
      return promise;
    },
    close() {
      closed.abort();
      clearTimeout(wakeUp);
      clearTimeout(telling);
      memory.flush();
      listeners.clear();
      globalThis.removeEventListener?.('online', onOnline);
    },
  };
}

/** Whether a request without a good answer may have done its work all the same. */
function mayHaveArrived(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.code === 'unreachable' || error.status >= 500;
}

const isLarge = (item: Item): boolean => item.file.size > atOnceBytes;

function problemOfState(state: 'submitted' | 'closed' | 'expired'): ApiProblem {
  const code = state === 'expired' ? 'expired' : `dropoff_${state}`;
  return new ApiProblem(409, code, `The drop-off is ${state}.`);
}

function sum(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
