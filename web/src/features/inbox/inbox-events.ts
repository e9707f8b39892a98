import { createStore } from '../../app/store.ts';

export type Line = 'connecting' | 'live' | 'polling';

/** How news reach this page: by the open line, or by asking every now and then. */
export const inboxLine = createStore<Line>('connecting');

const askEveryMs = { live: 90_000, polling: 15_000, connecting: 15_000 } as const;
const longestPauseMs = 60_000;

/**
 * Listens for changes in the inbox. `onChange` gets the id of the changed drop-off, or undefined when anything may have
 * changed (the line was down, or it was time to ask). Returns the end of listening.
 *
 * All tabs of a browser share one line: over HTTP/1.1 a browser opens six connections to a server, and six open tabs
 * would leave none for anything else. The tab that holds the lock passes the news on.
 */
export function listenToInbox(onChange: (id: string | undefined) => void): () => void {
  const ending = new AbortController();
  const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('schleuse.inbox');
  others?.addEventListener('message', ({ data }: MessageEvent<{ id?: string; line?: Line; hello?: true }>) => {
    if (data.line) inboxLine.set(data.line);
    else if (data.hello) others.postMessage({ line: inboxLine.get() });
    else onChange(data.id);
  });
  others?.postMessage({ hello: true });

  const holdLine = () =>
    openLine(ending.signal, {
      changed(id) {
        onChange(id);
        others?.postMessage({ id });
      },
      turned(line) {
        inboxLine.set(line);
        others?.postMessage({ line });
      },
    });
  // Without a secure context there are no locks: then each tab has its own line.
  if (others && 'locks' in navigator) {
    navigator.locks.request('schleuse.inbox', { signal: ending.signal }, holdLine).catch(ignoreAbort);
  } else {
    void holdLine();
  }
  askNowAndThen(ending.signal, onChange);
  ending.signal.addEventListener('abort', () => others?.close());
  return () => ending.abort();
}

type LineUse = { changed: (id: string | undefined) => void; turned: (line: Line) => void };

/** Keeps an EventSource open until the signal; resolves then. */
async function openLine(signal: AbortSignal, { changed, turned }: LineUse): Promise<void> {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = 1000;
  let wasOpen = false;
  const open = () => {
    source = new EventSource('/api/inbox/events');
    source.addEventListener('open', () => {
      pauseMs = 1000;
      turned('live');
      // What happened while the line was down was not told.
      if (wasOpen) changed(undefined);
      wasOpen = true;
    });
    source.addEventListener('change', (event) => changed(idOf(event.data)));
    source.addEventListener('error', () => {
      turned('polling');
      // After an answer other than 200 the browser gives up; otherwise it tries again by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  open();
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
    if (signal.aborted) resolve();
  });
  clearTimeout(timer);
  source?.close();
}

function idOf(data: unknown): string | undefined {
  try {
    const { id } = JSON.parse(String(data)) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Also with an open line: a proxy on the way may swallow what is sent over it. */
function askNowAndThen(signal: AbortSignal, onChange: (id: undefined) => void): void {
  let lastMs = Date.now();
  const timer = setInterval(() => {
    if (document.hidden || Date.now() - lastMs < askEveryMs[inboxLine.get()]) return;
    lastMs = Date.now();
    onChange(undefined);
  }, 5000);
  const onReturn = () => {
    if (!document.hidden && Date.now() - lastMs > askEveryMs.polling) {
      lastMs = Date.now();
      onChange(undefined);
    }
  };
  document.addEventListener('visibilitychange', onReturn);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onReturn);
  });
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
}
