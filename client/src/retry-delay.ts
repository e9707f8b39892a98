const seconds = [1, 2, 4, 8, 15, 30];

/** Milliseconds to wait after so many failures in a row (1, 2, …): 1 s to 30 s, a fifth more or less at random. */
export function retryDelay(failures: number, random: () => number = Math.random): number {
  const base = seconds[Math.min(failures, seconds.length) - 1] ?? 1;
  return Math.round(base * 1000 * (0.8 + 0.4 * random()));
}
