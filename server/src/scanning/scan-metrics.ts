import { Gauge, type Registry } from 'prom-client';

import type { Scanning } from './scanning.service.ts';

/**
 * `schleuse_scanner_up`: 0 is an alarm, unless there is no scanner (then it is absent). `schleuse_scan_wait_seconds`:
 * above 1,800 files wait although the scanner works, or it does not.
 */
export function registerScanMetrics(registry: Registry, scanning: Pick<Scanning, 'status' | 'countAll'>): void {
  const gauge = (name: string, help: string, read: () => Promise<number | undefined>): void =>
    void registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          // Unknown is not zero.
          const value = await read().catch(() => Number.NaN);
          if (value === undefined) this.reset();
          else this.set(value);
        },
      }),
    );
  gauge('schleuse_scanner_up', 'Whether the virus scanner passed its last self-test; absent without a scanner', () =>
    scanning.status().then(({ state }) => (state === 'none' ? undefined : Number(state === 'working'))),
  );
  gauge('schleuse_files_waiting_for_scan', 'Files nobody may open yet', () =>
    scanning.countAll().then(({ waiting }) => waiting),
  );
  gauge('schleuse_files_in_quarantine', 'Files in quarantine that no owner has decided about', () =>
    scanning.countAll().then(({ quarantined }) => quarantined),
  );
  gauge('schleuse_scan_wait_seconds', 'How long the file has waited that waits longest', () =>
    scanning.countAll().then(({ oldest }) => (oldest ? (Date.now() - oldest.getTime()) / 1000 : 0)),
  );
}
