import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const chunkBytes = 4 * 1024 * 1024;

/** How often each needle stands in the writable memory of a process (Linux, as root). */
export function searchMemory(pid: number, needles: Record<string, Uint8Array>): Record<string, number> {
  const names = Object.keys(needles);
  const found = Object.fromEntries(names.map((name) => [name, 0]));
  const overlap = Math.max(...names.map((name) => needles[name]?.length ?? 0)) - 1;
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const { start, end } of writableMaps(pid)) {
      for (let at = start; at < end; at += chunkBytes) {
        const wanted = Math.min(chunkBytes + overlap, end - at);
        const bytes = Buffer.alloc(wanted);
        let length = 0;
        try {
          length = readSync(memory, bytes, 0, wanted, at);
        } catch {
          // Gone since the list was read, or not backed by memory.
          continue;
        }
        const read = bytes.subarray(0, length);
        for (const name of names) {
          for (
            let hit = read.indexOf(needles[name] ?? '');
            hit >= 0;
            hit = read.indexOf(needles[name] ?? '', hit + 1)
          ) {
            // What begins in the overlap is counted with the next piece.
            if (hit < chunkBytes) found[name] = (found[name] ?? 0) + 1;
          }
        }
      }
    }
  } finally {
    closeSync(memory);
  }
  return found;
}

function writableMaps(pid: number): { start: number; end: number }[] {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n');
  return lines
    .map((line) => /^([0-9a-f]+)-([0-9a-f]+) (\S+) .*?(\S*)$/.exec(line))
    .filter((match) => match?.[3]?.startsWith('rw') && !match[4]?.startsWith('[v'))
    .map((match) => ({ start: Number.parseInt(match?.[1] ?? '', 16), end: Number.parseInt(match?.[2] ?? '', 16) }));
}
