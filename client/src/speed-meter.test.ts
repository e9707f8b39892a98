import { expect, test } from 'vitest';

import { createSpeedMeter } from './speed-meter.ts';

/** A meter whose clock is turned by hand; `run` sends so many bytes a second for so many seconds. */
function meterByHand() {
  const clock = { now: 0 };
  const meter = createSpeedMeter(() => clock.now);
  const run = (bytesPerSecond: number, seconds: number): void => {
    for (let step = 0; step < seconds * 20; step += 1) {
      clock.now += 50;
      meter.count(bytesPerSecond / 20);
    }
  };
  return { clock, meter, run };
}

test('D3: speed says nothing in the first second, then what was sent', () => {
  const { meter, run } = meterByHand();
  run(1000, 0.9);
  expect(meter.read()).toBeUndefined();
  run(1000, 3);
  expect(meter.read()).toBeGreaterThan(970);
  expect(meter.read()).toBeLessThan(1070);
});

test('D3: speed is smoothed over ten seconds and forgets what is older', () => {
  const { meter, run } = meterByHand();
  run(1000, 20);
  run(3000, 5);
  expect(meter.read()).toBeCloseTo(2000, -2);
  run(3000, 6);
  expect(meter.read()).toBeCloseTo(3000, -2);
});

test('D3: a line that stands still is seen to, and a pause does not count', () => {
  const { clock, meter, run } = meterByHand();
  run(1000, 10);
  clock.now += 5000;
  expect(meter.read()).toBeCloseTo(500, -2);
  meter.reset();
  clock.now += 60_000;
  run(1000, 3);
  expect(meter.read()).toBeGreaterThan(950);
});
