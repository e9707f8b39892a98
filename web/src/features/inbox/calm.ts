const calmAfterMs = 1500;
const patienceMs = 10_000;

let lastAimedAt = 0;

/** Called for each movement of pointer or keys over the list. */
export function noteAiming(): void {
  lastAimedAt = performance.now();
}

/**
 * Waits until nobody is about to press a row, so that none slips under the pointer; at most ten seconds.
 * Resolves at once when the list is at rest.
 */
export async function untilCalm(): Promise<void> {
  const since = performance.now();
  while (performance.now() - lastAimedAt < calmAfterMs && performance.now() - since < patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
