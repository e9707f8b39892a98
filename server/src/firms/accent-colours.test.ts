import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type Colour,
  contrastOf,
  deriveAccent,
  formatColour,
  isReadable,
  parseColour,
  schemes,
} from './accent-colours.ts';

const every = Object.keys(schemes) as (keyof typeof schemes)[];
const part = fc.integer({ min: 0, max: 255 });
const anyColour = fc.tuple(part, part, part);

test('contrast is that of WCAG: black on white 21, grey #767676 on white 4.54', () => {
  expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrastOf([0x76, 0x76, 0x76], [255, 255, 255])).toBeCloseTo(4.54, 2);
});

describe.each(every)('a firm’s colour, %s', (scheme) => {
  test('whatever it is, text in it and on it can be read', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        expect(isReadable(deriveAccent(colour, scheme), scheme)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['#000000', '#ffffff', '#ffff00', '#ff0000', '#0000ff', '#808080'])('%s can be read too', (text) => {
    expect(isReadable(deriveAccent(parseColour(text) as Colour, scheme), scheme)).toBe(true);
  });
});

test('a colour that can be read is left as it is', () => {
  expect(formatColour(deriveAccent([0x0a, 0x58, 0x75], 'light').accent)).toBe('#0a5875');
});

test.each(['', '#fff', '0a5875', '#0a58751', '#0a587g', 'red'])('%j is no colour', (text) => {
  expect(parseColour(text)).toBeUndefined();
});
