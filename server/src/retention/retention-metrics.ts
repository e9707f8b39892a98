import { Gauge, type Registry } from 'prom-client';

/** `schleuse_erasures_overdue`: anything above 0 is an alarm. */
export function registerRetentionMetrics(registry: Registry, countOverdue: () => Promise<number>): void {
  registry.registerMetric(
    new Gauge({
      name: 'schleuse_erasures_overdue',
      help: 'Containers that should have been erased an hour ago and are not',
      registers: [],
      async collect() {
        // Unknown is not zero: an alarm on "above 0 or absent" goes off while the database is away.
        this.set(await countOverdue().catch(() => Number.NaN));
      },
    }),
  );
}
