import pino from 'pino';

export type Log = pino.Logger;

/**
 * The server's log on standard error: no contents, no names, shortened addresses. One JSON line an event; in a terminal
 * one line a person can read.
 */
export function createLog(level: string, inTerminal = process.stderr.isTTY): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (!inTerminal) return pino(options, pino.destination(2));
  return pino(options, { write: (line: string) => void process.stderr.write(plainLine(line)) });
}

/** `14:05:09 warning: no backup since yesterday (to: /backup)` in the terminal's time zone; stacks on lines of their own. */
export function plainLine(json: string): string {
  const { level, time, msg, err, ...facts } = JSON.parse(json) as Record<string, unknown> & {
    err?: { stack?: string };
  };
  const clock = new Date(String(time)).toLocaleTimeString('de');
  const words = typeof msg === 'string' ? msg : '';
  const told = Object.entries(facts).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const line = `${clock} ${pino.levels.labels[Number(level)] ?? 'info'}: ${words}${told.length > 0 ? ` (${told.join(', ')})` : ''}\n`;
  return err?.stack ? `${line}${err.stack}\n` : line;
}
