/** How far back the speed looks, in milliseconds. */
const span = 10_000;

export type SpeedMeter = {
  /** More bytes went out. */
  count(bytes: number): void;
  /** Bytes a second over the last 10 s (or since it began, if that is shorter); undefined in the first second. */
  read(): number | undefined;
  /** After a pause: the time in between does not count. */
  reset(): void;
};

/** @param now milliseconds of a clock that only goes forward */
export function createSpeedMeter(now: () => number = () => performance.now()): SpeedMeter {
  let total = 0;
  // Ten samples a second at most; the oldest one is the newest that is at least 10 s old.
  let samples: { at: number; total: number }[] = [];

  function sample(at: number): void {
    const last = samples.at(-1);
    if (last && samples.length > 1 && at - last.at < 100) last.total = total;
    else samples.push({ at, total });
    while (samples[1] && samples[1].at <= at - span) samples.shift();
  }

  return {
    count(bytes) {
      const at = now();
      if (samples.length === 0) sample(at);
      total += bytes;
      sample(at);
    },
    read() {
      const at = now();
      const oldest = samples.findLast((each) => each.at <= at - span) ?? samples[0];
      if (!oldest || at - oldest.at < 1000) return undefined;
      return ((total - oldest.total) / (at - oldest.at)) * 1000;
    },
    reset() {
      samples = [];
    },
  };
}
