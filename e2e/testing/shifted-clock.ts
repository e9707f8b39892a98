import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Settings for a server whose wall clock is off by so many milliseconds; what measures durations stays right. */
export async function shiftedClock(folder: string, byMs: number): Promise<{ NODE_OPTIONS: string }> {
  const file = join(folder, `clock${byMs}.mjs`);
  await writeFile(
    file,
    `const RealDate = Date;
    globalThis.Date = class extends RealDate {
      constructor(...parts) {
        if (parts.length > 0) super(...parts);
        else super(RealDate.now() + ${byMs});
      }
      static now() {
        return RealDate.now() + ${byMs};
      }
    };`,
  );
  return { NODE_OPTIONS: `--import ${file}` };
}
