import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** Weak phones need a minute for the dearest challenge. */
const patienceMs = 5 * 60_000;

// A worker of its own, so that the page answers to presses while it computes.
self.addEventListener('message', (event: MessageEvent<Challenge>) => {
  const challenge = event.data;
  solveChallenge({ challenge, deriveKey, timeout: patienceMs }).then(
    (solution) => self.postMessage(solution && btoa(JSON.stringify({ challenge, solution }))),
    () => self.postMessage(null),
  );
});
