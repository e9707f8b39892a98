/** Milliseconds since the epoch by this device's clock, right or wrong. */
export function deviceNow(): number {
  return Date.now();
}
