/** Runs what has the same key one after the other, in the order of the calls; what has another key does not wait. */
export function createQueues() {
  const tails = new Map<string, Promise<unknown>>();
  return async function oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
    const turn = (tails.get(key) ?? Promise.resolve()).then(run, run);
    tails.set(key, turn);
    try {
      return await turn;
    } finally {
      if (tails.get(key) === turn) tails.delete(key);
    }
  };
}
