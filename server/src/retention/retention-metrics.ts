import { Gauge, type Registry } from 'prom-client';

export type RetentionFigures = {
  countOverdue(): Promise<number>;
  /** Since the last run that was not refused, of the firm where that is longest ago. */
  runAgeSeconds(): Promise<number>;
};

/**
 * `schleuse_erasures_overdue`: anything above 0 is an alarm. `schleuse_erasure_run_age_seconds`: runs come every 900 s;
 * above 3,600 one is missing, or the clock is not believed.
 */
export function registerRetentionMetrics(registry: Registry, figures: RetentionFigures): void {
  const gauges: [name: string, help: string, read: () => Promise<number>][] = [
    [
      'schleuse_erasures_overdue',
      'Containers that should have been erased an hour ago and are not',
      () => figures.countOverdue(),
    ],
    [
      'schleuse_erasure_run_age_seconds',
      'Seconds since the last erasure run, of the firm where that is longest ago',
      () => figures.runAgeSeconds(),
    ],
  ];
  for (const [name, help, read] of gauges) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          // Unknown is not zero: an alarm on "above 0 or absent" goes off while the database is away.
          this.set(await read().catch(() => Number.NaN));
        },
      }),
    );
  }
}
