/** Bytes that were taken from clients and are not written yet, of one writer and of all. */
export type Flow = {
  /** Room for more of this writer's bytes? False means: pause, `resume` is called once there is. */
  add(writer: FlowMember, bytes: number): boolean;
  remove(writer: FlowMember, bytes: number): void;
  leave(writer: FlowMember): void;
  /** Bytes of all writers that wait to be written. */
  unwritten(): number;
};

export type FlowMember = { inFlight: number; resume: () => void };

/** One upload may be this far ahead of the disk, and all of them together that far. */
export const WRITER_BYTES = 4 * 1024 * 1024;
export const ALL_BYTES = 64 * 1024 * 1024;

export function createFlow(writerBytes = WRITER_BYTES, allBytes = ALL_BYTES): Flow {
  const paused = new Set<FlowMember>();
  let total = 0;

  const hasRoom = (writer: FlowMember, share: number): boolean =>
    writer.inFlight < writerBytes * share && (total < allBytes * share || writer.inFlight === 0);

  function wake(): void {
    for (const writer of paused) {
      if (!hasRoom(writer, 0.5)) continue;
      paused.delete(writer);
      writer.resume();
    }
  }

  function drop(writer: FlowMember, bytes: number): void {
    writer.inFlight -= bytes;
    total -= bytes;
  }

  return {
    unwritten: () => total,
    add(writer, bytes) {
      writer.inFlight += bytes;
      total += bytes;
      if (hasRoom(writer, 1)) return true;
      paused.add(writer);
      return false;
    },
    remove(writer, bytes) {
      drop(writer, bytes);
      wake();
    },
    leave(writer) {
      paused.delete(writer);
      drop(writer, writer.inFlight);
      wake();
    },
  };
}
