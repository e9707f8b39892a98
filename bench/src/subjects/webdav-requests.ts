import type { LoadRequest } from '../load/load-messages.ts';
import type { Workload } from '../workloads.ts';

/** Collection of one round's files. */
export function collectionOf(workload: Workload, round: number): string {
  return `/${workload.name}-${round}`;
}

export function putRequests(workload: Workload, round: number): LoadRequest[] {
  return Array.from({ length: workload.files }, (_, i) => ({
    head:
      `PUT ${collectionOf(workload, round)}/${i}.bin HTTP/1.1\r\nHost: localhost\r\n` +
      `Content-Length: ${workload.bytes}\r\n\r\n`,
    bodyBytes: workload.bytes,
    expectBytes: null,
  }));
}

export function getRequests(workload: Workload, round: number): LoadRequest[] {
  return Array.from({ length: workload.files }, (_, i) => ({
    head: `GET ${collectionOf(workload, round)}/${i}.bin HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    bodyBytes: 0,
    expectBytes: workload.bytes,
  }));
}
