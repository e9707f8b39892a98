/** One HTTP request to send as it is; its body is `bodyBytes` of noise. */
export type LoadRequest = {
  /** Request line and headers, up to and with the empty line. */
  head: string;
  bodyBytes: number;
  /** Body bytes the answer must have, or null where that does not matter. */
  expectBytes: number | null;
};

export type Load = {
  port: number;
  connections: number;
  requests: LoadRequest[];
  /** At most so many body bytes a second and connection; null: as fast as it goes. */
  bytesPerSecond: number | null;
};

export type LoadResult = {
  /** From the first byte sent to the last byte received; connections stood before. */
  seconds: number;
  /** `Location` of each answer, in the order of the requests; empty where there was none. */
  locations: string[];
  /** Processor time of the generator itself: shows whether it was the bottleneck. */
  clientCpuSeconds: number;
};

export type FromGenerator = { ok: true; result: LoadResult } | { ok: false; error: string };
