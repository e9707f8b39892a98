/** So many files of one size over so many connections. */
export type Workload = {
  name: 'small' | 'medium' | 'large' | 'slow' | 'warm-up';
  title: string;
  files: number;
  bytes: number;
  connections: number;
};

const MIB = 1024 * 1024;

export const workloads: readonly Workload[] = [
  { name: 'small', title: '2,000 × 10 KiB, 8 connections', files: 2000, bytes: 10 * 1024, connections: 8 },
  { name: 'medium', title: '50 × 10 MiB, 4 connections', files: 50, bytes: 10 * MIB, connections: 4 },
  { name: 'large', title: '2 × 1 GiB, 1 connection', files: 2, bytes: 1024 * MIB, connections: 1 },
];

/** The same shapes in a tenth of the time: to see that all runs, not to quote. */
export const quickWorkloads: readonly Workload[] = [
  { name: 'small', title: '400 × 10 KiB, 8 connections', files: 400, bytes: 10 * 1024, connections: 8 },
  { name: 'medium', title: '12 × 10 MiB, 4 connections', files: 12, bytes: 10 * MIB, connections: 4 },
  { name: 'large', title: '1 × 256 MiB, 1 connection', files: 1, bytes: 256 * MIB, connections: 1 },
];

/** Two hundred lines of 512 kbit/s at once: what counts is the memory they need. */
export const slowUploads: Workload = {
  name: 'slow',
  title: '200 × 1 MiB at 64 kB/s each',
  files: 200,
  bytes: MIB,
  connections: 200,
};
export const SLOW_BYTES_PER_SECOND = 64 * 1000;

/**
 * Not measured: they wake compilers, pools and caches up. A server runs for weeks, so what counts of many small requests
 * is how it does once it is warm.
 */
export const smallWarmUp: Workload = { name: 'warm-up', title: '', files: 4000, bytes: 10 * 1024, connections: 8 };
export const largeWarmUp: Workload = { name: 'warm-up', title: '', files: 4, bytes: 32 * MIB, connections: 2 };
