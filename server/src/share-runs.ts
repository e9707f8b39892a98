import { setImmediate as nextTurn } from 'node:timers/promises';

type Waiting<C, T> = { call: C } & PromiseWithResolvers<T>;

/** More would keep the first waiting for the last. */
const MOST = 128;

/**
 * Lets calls share the work: those of a group that come while it is busy wait, and then `run` takes all of them at once.
 * No call is answered by a run that began before it came. `run` answers each in its place; an Error there rejects only
 * that call, what it throws rejects all.
 */
export function shareRuns<C, T>(
  run: (group: string, calls: C[]) => Promise<(T | Error)[]>,
): (group: string, call: C) => Promise<T> {
  const queues = new Map<string, Waiting<C, T>[]>();

  async function work(group: string, queue: Waiting<C, T>[]): Promise<void> {
    while (queue.length > 0) {
      // What comes in the same turn of the event loop goes along.
      await nextTurn();
      const taken = queue.splice(0, MOST);
      try {
        const calls = taken.map(({ call }) => call);
        for (const [index, answer] of (await run(group, calls)).entries()) {
          if (answer instanceof Error) taken[index]?.reject(answer);
          else taken[index]?.resolve(answer);
        }
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    queues.delete(group);
  }

  return async (group, call) => {
    const waiting = { call, ...Promise.withResolvers<T>() };
    const queue = queues.get(group);
    if (queue) queue.push(waiting);
    else {
      const begun = [waiting];
      queues.set(group, begun);
      void work(group, begun);
    }
    return await waiting.promise;
  };
}
