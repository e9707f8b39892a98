import pino from 'pino';

export type Log = pino.Logger;

/** The server's log: one JSON line an event on standard error, no contents, no names, shortened addresses. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
