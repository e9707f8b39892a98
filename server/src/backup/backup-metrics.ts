import { Gauge, type Registry } from 'prom-client';

import type { LastBackup } from './last-backup.ts';

/** `schleuse_backup_age_seconds`: how old the newest backup is; alarm when it passes what a firm can bear to lose. */
export function registerBackupMetrics(registry: Registry, readLast: () => Promise<LastBackup | undefined>): void {
  registry.registerMetric(
    new Gauge({
      name: 'schleuse_backup_age_seconds',
      help: 'Seconds since the newest backup was begun; NaN while there is none',
      registers: [],
      async collect() {
        const last = await readLast().catch(() => undefined);
        this.set(last ? (Date.now() - Date.parse(last.takenAt)) / 1000 : Number.NaN);
      },
    }),
  );
}
