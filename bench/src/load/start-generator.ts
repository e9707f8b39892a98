import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { FromGenerator, Load, LoadResult } from './load-messages.ts';

export type Generator = { run(load: Load): Promise<LoadResult> } & Disposable;

/** Starts the process that makes the load; it serves one load after the other. */
export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('load-generator.ts', import.meta.url)), { stdio: 'inherit' });
  const died = once(child, 'exit').then(() => [{ ok: false, error: 'the load generator died' }]);
  return {
    async run(load) {
      child.send(load);
      const [answer] = (await Promise.race([once(child, 'message'), died])) as [FromGenerator];
      if (!answer.ok) throw new Error(answer.error);
      return answer.result;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
