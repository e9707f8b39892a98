import type { Measurement } from './measure.ts';
import type { Row } from './report.ts';

export type Goal = { title: string; reached: number; wanted: number; atMost: boolean };

const RCLONE = 'rclone WebDAV over crypt';

/**
 * What Schleuse must reach beside rclone over crypt in the same run. The peer's time ends with its answer, ours with the
 * bytes and the commit on the disk.
 */
export function judge(rows: readonly Row[], measurements: readonly Measurement[]): Goal[] {
  const goals: Goal[] = [];
  const ratio = (workload: string, direction: string, title: string, wanted: number): void => {
    const find = (subject: string): Row | undefined =>
      rows.find((row) => row.subject === subject && row.workload === workload && row.direction === direction);
    const [own, peer] = [find('Schleuse'), find(RCLONE)];
    if (own && peer) {
      goals.push({ title, reached: own.filesPerSecond / peer.filesPerSecond, wanted, atMost: false });
    }
  };
  ratio('small', 'up', '10 KiB files up, × rclone', 0.5);
  ratio('small', 'down', '10 KiB files down, × rclone', 0.5);
  ratio('medium', 'up', '10 MiB files up, × rclone', 1.5);
  ratio('medium', 'down', '10 MiB files down, × rclone', 1.2);
  ratio('large', 'up', '1 GiB files up, × rclone', 1.5);
  ratio('large', 'down', '1 GiB files down, × rclone', 1.2);
  const uploads = measurements.filter((m) => m.direction === 'up' && m.eventLoopDelayMs !== null);
  if (uploads.length > 0) {
    const reached = Math.max(...uploads.map((m) => m.eventLoopDelayMs ?? 0));
    goals.push({
      title: 'event loop delay while taking uploads, p99, worst run, ms',
      reached,
      wanted: 50,
      atMost: true,
    });
  }
  const slow = measurements.filter((m) => m.workload === 'slow');
  if (slow.length > 0) {
    const reached = Math.max(...slow.map((m) => m.peakMemoryMb));
    goals.push({ title: 'peak memory with 200 slow uploads, MB', reached, wanted: 400, atMost: true });
  }
  return goals;
}

export function formatGoals(goals: readonly Goal[]): string {
  return goals
    .map((goal) => {
      const ok = goal.atMost ? goal.reached <= goal.wanted : goal.reached >= goal.wanted;
      const bound = `${goal.atMost ? 'at most' : 'at least'} ${goal.wanted}`;
      return `${ok ? 'reached' : 'MISSED '}  ${goal.title}: ${goal.reached.toFixed(goal.reached < 10 ? 2 : 0)} (${bound})`;
    })
    .join('\n');
}
