let offsetMs = 0;

/** Erasure runs by the server's clock, so a wrong clock on this device must not show a wrong time left. */
export function noteServerTime(answer: Response): void {
  const at = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(at)) return;
  const offset = at - Date.now();
  // The header counts whole seconds and the answer took a while: small differences are noise.
  offsetMs = Math.abs(offset) > 30_000 ? offset : 0;
}

/** Milliseconds since the epoch by the server's clock, as of its last answer. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
