import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type ClockReading, judgeClock } from './clock-guard.ts';

const hour = 3_600_000;
const at = (wallHours: number, upHours: number, processId = 'p'): ClockReading => ({
  wall: new Date(Date.parse('2026-11-21T10:00:00Z') + wallHours * hour),
  uptimeMs: upHours * hour,
  processId,
});

describe('G1: a clock that jumps', () => {
  test('G1: goes on with the machine’s own time: believed, however long it slept', () => {
    expect(judgeClock(undefined, at(0, 0))).toEqual({ believed: true, reference: true });
    expect(judgeClock(at(0, 0), at(24 * 90, 24 * 90))).toEqual({ believed: true, reference: true });
  });

  test('G1: set forward while the server runs: refused, until it is put right', () => {
    const refused = judgeClock(at(0, 0), at(24 * 30, 0.25));
    expect(refused).toEqual({ believed: false, jumpMs: (24 * 30 - 0.25) * hour });
    expect(judgeClock(at(0, 0), at(0.5, 0.5))).toEqual({ believed: true, reference: true });
  });

  test('G1: after a restart seven days are plausible, more are not', () => {
    expect(judgeClock(at(0, 500), at(24 * 7, 0, 'next')).believed).toBe(true);
    expect(judgeClock(at(0, 500), at(24 * 7 + 1, 0, 'next')).believed).toBe(false);
  });

  test('G1: set back, then put right: never refused, since the reference stays', () => {
    expect(judgeClock(at(0, 0), at(-500, 1))).toEqual({ believed: true, reference: false });
    expect(judgeClock(at(0, 0), at(2, 2))).toEqual({ believed: true, reference: true });
    expect(judgeClock(at(0, 0), at(-500, 0, 'next'))).toEqual({ believed: true, reference: false });
  });

  test('G1: whatever was done to the clock before, one that is right is believed in the same process', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 20 }), (offsets) => {
        let reference = at(0, 0);
        for (const [index, offset] of [...offsets, 0].entries()) {
          const up = index + 1;
          // Small differences add up to no more than the drift that is allowed: they are left out here.
          const set = Math.abs(offset) <= 3 ? 0 : offset;
          const reading = at(up + set, up);
          const verdict = judgeClock(reference, reading);
          expect(verdict.believed).toBe(set <= 0);
          if (verdict.believed && verdict.reference) reference = reading;
        }
      }),
    );
  });
});
