/**
 * Makes the proof of work the server asks for (ALTCHA version 2, PBKDF2) and gives it in the form the server takes.
 * Takes a second on a PC. Rejects where the browser has no Web Crypto, as on an address without https.
 */
export function solveChallenge(challenge: unknown): Promise<string> {
  const worker = new Worker(new URL('./solve-challenge.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<string | null>) =>
      data === null ? reject(new Error('The challenge was not solved.')) : resolve(data),
    );
    worker.addEventListener('error', () => reject(new Error('The solver could not start.')));
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}
