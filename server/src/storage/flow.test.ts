import { expect, test } from 'vitest';

import { createFlow } from './flow.ts';

function member() {
  const paused = { inFlight: 0, resumed: 0, resume: () => void (paused.resumed += 1) };
  return paused;
}

test('a writer too far ahead is paused, and goes on when half of it is written', () => {
  const flow = createFlow(100, 1000);
  const writer = member();
  expect(flow.add(writer, 60)).toBe(true);
  expect(flow.add(writer, 60)).toBe(false);
  flow.remove(writer, 60);
  expect(writer.resumed).toBe(0);
  flow.remove(writer, 60);
  expect(writer.resumed).toBe(1);
});

test('all together have a limit too, but nobody who has nothing in flight waits for ever', () => {
  const flow = createFlow(100, 150);
  const [a, b, c] = [member(), member(), member()];
  expect(flow.add(a, 90)).toBe(true);
  expect(flow.add(b, 90)).toBe(false);
  expect(flow.unwritten()).toBe(180);
  flow.leave(a);
  expect(b.resumed).toBe(0);
  flow.remove(b, 60);
  expect(b.resumed).toBe(1);
  expect(flow.add(c, 10)).toBe(true);
  flow.leave(b);
  flow.leave(c);
  expect(flow.unwritten()).toBe(0);
});
