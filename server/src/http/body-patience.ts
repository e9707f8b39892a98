import type { HttpApp } from './http-app.ts';

/** Milliseconds a body may pause, and may take in all. */
export type BodyPatience = { bodyIdleMs?: number; bodyTotalMs?: number };

/**
 * Cuts connections whose body does not come: otherwise anybody holds as many as they like open with a few bytes each.
 * Ten megabytes of customers over the slowest line take minutes; uploads, whose bodies may take hours, watch their own
 * (`config.patientBody`).
 */
export function cutSlowBodies(
  app: HttpApp,
  { bodyIdleMs = 30_000, bodyTotalMs = 10 * 60_000 }: BodyPatience = {},
): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
    if (routeOptions.config.patientBody || (encoding === undefined && (length ?? '0') === '0')) return;
    const { socket } = raw;
    let received = socket.bytesRead;
    const total = setTimeout(() => socket.destroy(), bodyTotalMs);
    const idle = setInterval(() => {
      if (raw.complete) return end();
      if (socket.bytesRead === received) socket.destroy();
      received = socket.bytesRead;
    }, bodyIdleMs);
    function end(): void {
      clearTimeout(total);
      clearInterval(idle);
      raw.off('end', end);
      socket.off('close', end);
    }
    raw.once('end', end);
    socket.once('close', end);
  });
}
