import { setTimeout as sleep } from 'node:timers/promises';

import { Client, type ClientConfig, escapeIdentifier } from 'pg';

import type { Log } from '../log.ts';
import { translateDatabaseError } from './database-errors.ts';

export type Listener = {
  listen(channel: string, onMessage: (payload: string) => void): Promise<AsyncDisposable>;
  close(): Promise<void>;
};

/** One connection for all channels; made with the first, made anew when it is lost. */
export function openListener(settings: ClientConfig, log: Log): Listener {
  const hearers = new Map<string, Set<(payload: string) => void>>();
  const ending = new AbortController();
  let connection: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const client = new Client({ ...settings, keepAlive: true });
    client.on('notification', ({ channel, payload }) => {
      for (const hear of hearers.get(channel) ?? []) hear(payload ?? '');
    });
    client.on('error', (error) => log.warn({ reason: error.message }, 'connection for notifications lost'));
    await client.connect();
    client.on('end', () => {
      connection = undefined;
      if (!ending.signal.aborted && hearers.size > 0) void reconnect();
    });
    for (const channel of hearers.keys()) await client.query(`listen ${escapeIdentifier(channel)}`);
    return client;
  }

  function connected(): Promise<Client> {
    const attempt = (connection ??= connect());
    attempt.catch(() => {
      if (connection === attempt) connection = undefined;
    });
    return attempt;
  }

  async function reconnect(): Promise<void> {
    for (let wait = 100; !ending.signal.aborted && hearers.size > 0; wait = Math.min(wait * 2, 5_000)) {
      await sleep(wait, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return;
      const done = await connected().then(
        () => true,
        () => false,
      );
      if (done) return;
    }
  }

  return {
    async listen(channel, onMessage) {
      const hear = (payload: string): void => onMessage(payload);
      const set = hearers.get(channel) ?? new Set();
      hearers.set(channel, set.add(hear));
      const stop = (): void => {
        set.delete(hear);
        if (set.size === 0 && hearers.get(channel) === set) hearers.delete(channel);
      };
      try {
        const client = await connected();
        await client.query(`listen ${escapeIdentifier(channel)}`);
      } catch (error) {
        stop();
        throw translateDatabaseError(error);
      }
      return {
        async [Symbol.asyncDispose]() {
          stop();
          if (hearers.has(channel) || ending.signal.aborted) return;
          const client = await connection?.catch(() => undefined);
          await client?.query(`unlisten ${escapeIdentifier(channel)}`).catch(() => undefined);
        },
      };
    },
    async close() {
      ending.abort();
      hearers.clear();
      const client = await connection?.catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
